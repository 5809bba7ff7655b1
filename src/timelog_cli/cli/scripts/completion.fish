# Completion of timelog for fish.
function __timelog_ask
    set -l words (commandline -opc)
    set -g __timelog_word (commandline -ct)
    set -e words[1]
    set -g __timelog_found (_TIMELOG_COMPLETE=fish command timelog $words "$__timelog_word" 2>/dev/null </dev/null)
    set -g __timelog_how (string split ' ' -- $__timelog_found[1])
    set -e __timelog_found[1]
    return 0
end
# Files that fish completes by itself, which knows any name; not those behind a short option.
function __timelog_is_file
    test "$__timelog_how[1]" = files; or return
    test $__timelog_how[2] -eq 0; or string match -q -- '--*' "$__timelog_word"
end
function __timelog_complete
    switch "$__timelog_how[1]"
        case values
            test (count $__timelog_found) -gt 0; and printf '%s\n' $__timelog_found
        case files folders
            set -l head (string sub -l $__timelog_how[2] -- "$__timelog_word")
            set -l path (string sub -s (math $__timelog_how[2] + 1) -- "$__timelog_word")
            set -l found (complete -C "'' $path")
            test $__timelog_how[1] = folders; and set found (string match -r '^[^\t]*/$' -- $found)
            test (count $found) -gt 0; and printf '%s\n' $head$found
    end
end
complete -c timelog -e
if string match -qr '^(3\.[6-9]|[4-9]|[1-9][0-9])' -- $FISH_VERSION
    # Of conditions that are the same, fish asks one, once.
    complete -c timelog -f
    complete -c timelog -n __timelog_ask -n __timelog_is_file -F
    complete -c timelog -n __timelog_ask -n 'not __timelog_is_file' -k -a '(__timelog_complete)'
else # takes one condition
    complete -c timelog -f -k -a '(__timelog_ask; __timelog_complete)'
end

# Completion of timelog for fish.
function __timelog_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -e words[1]
    set -l lines (_TIMELOG_COMPLETE=fish command timelog $words "$word" 2>/dev/null </dev/null)
    set -l how (string split ' ' -- $lines[1])
    set -e lines[1]
    switch "$how[1]"
        case values
            test (count $lines) -gt 0; and printf '%s\n' $lines
        case files folders
            set -l head (string sub -l $how[2] -- "$word")
            set -l path (string sub -s (math $how[2] + 1) -- "$word")
            set -l found (complete -C "'' $path")
            test $how[1] = folders; and set found (string match -r '^[^\t]*/$' -- $found)
            test (count $found) -gt 0; and printf '%s\n' $head$found
    end
end
complete -c timelog -e
complete -c timelog -f -k -a '(__timelog_complete)'

# The timer in the prompt of fish 3.5 or newer; drawing it starts no process.
function _timelog_look
    set -g timelog_segment ''
    set -g timelog_state ''
    set -l key "$TIMELOG_DB|$TIMELOG_USER|$TIMELOG_CONFIG|$LOGNAME|$USER|$HOME|$PWD"
    set key "$key|$XDG_RUNTIME_DIR|$XDG_STATE_HOME|$XDG_DATA_HOME|$XDG_CONFIG_HOME"
    test "$key" = "$_timelog_key"; or _timelog_find "$key"
    test -f "$_timelog_db"; or return 0
    set -l line
    if test -r "$_timelog_copy" -a -f "$_timelog_copy"
        test "$_timelog_db" -nt "$_timelog_copy" -o "$_timelog_db" -ot "$_timelog_copy"
        or read line <$_timelog_copy
    end
    if test -z "$line" -o "$line" != "$_timelog_line"
        _timelog_read "$line"
        if test -z "$_timelog_line"
            _timelog_mend
            return 0
        end
    end
    if test "$_timelog_state" = running
        path mtime -R -- $_timelog_db | read -l age
        test "$age" -ge $_timelog_from -a "$age" -lt $_timelog_until; or _timelog_tick $age
    end
    set timelog_state $_timelog_state
    set timelog_segment $_timelog_text
end
function _timelog_find --description 'Where the database and the copy are, in this environment'
    set -g _timelog_key $argv[1]
    set -g _timelog_copy ''
    set -g _timelog_line ''
    set -l db "$TIMELOG_DB"
    if test -z "$db"
        @DATABASE@
    end
    string match -q -- '~/*' "$db"; and set db "$HOME"(string sub -s 2 -- "$db")
    string match -q -- '/*' "$db"; or set db "$PWD/$db"
    set -g _timelog_db "$db"
    set -l base "$XDG_RUNTIME_DIR"
    if not string match -q -- '/*' "$base"; or not test -O "$base"
        set base "$XDG_STATE_HOME"
        string match -q -- '/*' "$base"; or set base "$HOME/.local/state"
    end
    string match -q -- '/*' "$base"; or return 0
    set -l who "$LOGNAME"
    test -n "$who"; or set who "$USER"
    set who "login-$who"
    test -n "$TIMELOG_USER"; and set who "user-$TIMELOG_USER"
    set -g _timelog_config "$TIMELOG_CONFIG"
    test -n "$_timelog_config"; or set _timelog_config "$XDG_CONFIG_HOME"
    set -g _timelog_copy "$base/timelog/prompt/"(string replace -a / % -- "$who@$db")
end
function _timelog_read --description 'Take in a line that has the form, and pass over any other'
    set -l state; set -l ref; set -l since; set -l before; set -l warn; set -l changed
    set -l form '^1 (?<state>running|paused|idle) (?<ref>[a-z0-9-]+) (?<since>[0-9]{1,11})'
    set form "$form"' (?<before>[0-9]{1,11}) (?<warn>[0-9]{1,11}) (?<changed>[0-9]{1,11}) '
    set -g _timelog_line ''
    string match -rq -- "$form" "$argv[1]"; or return 0
    test "$argv[1]" = "1 $state $ref $since $before $warn $changed $_timelog_config"; or return 0
    set -g _timelog_state $state
    set -g _timelog_ref $ref
    set -g _timelog_least $before
    set -g _timelog_worked (math "$before + $changed - $since")
    set -g _timelog_forgotten (math "$warn + $since - $changed")
    set -g _timelog_from 0
    set -g _timelog_until 0
    set -g _timelog_text ''
    switch $state
        case paused
            set _timelog_text "⏸ $ref "(_timelog_clock $before)
        case idle
            set _timelog_state ''
    end
    set -g _timelog_wait 5
    set -g _timelog_line $argv[1]
end
function _timelog_tick --description 'The text at an age of the database, and until when it holds'
    set -l worked (math "max($_timelog_least, $_timelog_worked + $argv[1])")
    set -g _timelog_text "▶ $_timelog_ref "(_timelog_clock $worked)
    set -g _timelog_from $argv[1]
    set -g _timelog_until (math "$argv[1] + 60 - $worked % 60")
    if test $argv[1] -gt $_timelog_forgotten
        set -g _timelog_text "$_timelog_text ⚠"
    else
        set -g _timelog_until (math "min($_timelog_until, $_timelog_forgotten + 1)")
    end
end
function _timelog_clock
    printf '%d:%02d' (math "floor($argv[1] / 3600)") (math "floor($argv[1] % 3600 / 60)")
end
function _timelog_mend
    set -l now (math (path mtime -- $_timelog_db) + (path mtime -R -- $_timelog_db))
    set -q _timelog_next; and test "$now" -lt "$_timelog_next"; and return 0
    set -q _timelog_wait; or set -g _timelog_wait 5
    set -g _timelog_next (math $now + $_timelog_wait)
    test $_timelog_wait -lt 600; and set -g _timelog_wait (math $_timelog_wait x 2)
    if command -q timelog
        command timelog prompt </dev/null >/dev/null 2>&1 &
        builtin disown $last_pid
    end
end
function timelog_segment --description 'Print the timer, nothing when it is idle'
    begin
        _timelog_look
    end 2>/dev/null
    printf '%s' "$timelog_segment"
end
if not builtin -q path
    function timelog_segment
    end
end

"""What ``shell-init`` prints: functions that draw the timer from the copy of its state.

They find the copy by the rule of ``usecases.prompt_copy``, and believe it only if its time of
change is that of the database and its line has the form. Otherwise they show nothing and have it
written anew in the background, less and less often. They are written for users with ``set -eu``, a
strange ``IFS``, aliases and options, so they test what would be an error before it is seen.
"""

from __future__ import annotations

_POSIX_DATABASE = r"""db=${XDG_DATA_HOME:-${home%/}/.local/share}
        db=${db%/}/timelog/timelog.db"""
_FISH_DATABASE = r"""set db "$XDG_DATA_HOME"
        test -n "$db"; or set db (string replace -r '/$' '' -- "$HOME")/.local/share
        set db (string replace -r '/$' '' -- "$db")/timelog/timelog.db"""
BASH = r"""# The timer in the prompt of bash 4.2 or newer; drawing it starts no process.
_timelog_look() {
    \local home db base copy version state ref since before warn changed config number now seconds
    \local icon
    timelog_segment='' timelog_state='' version='' config=''
    home=${HOME-}
    db=${TIMELOG_DB-}
    if [[ -z $db ]]; then
        @DATABASE@
    fi
    case $db in
        '~/'*) db=$home/${db:2} ;;
        /*) ;;
        *) db=${PWD-}/$db ;;
    esac
    base=${XDG_RUNTIME_DIR-}
    if [[ $base != /* || ! -O $base ]]; then
        base=${XDG_STATE_HOME:-${home:+$home/.local/state}}
    fi
    if [[ $base != /* || ! -f $db ]]; then return 0; fi
    copy=login-${LOGNAME:-${USER-}}
    if [[ -n ${TIMELOG_USER-} ]]; then copy=user-$TIMELOG_USER; fi
    copy=$copy@$db
    copy=$base/timelog/prompt/${copy//\//%}
    if [[ -f $copy && ! $db -nt $copy && ! $db -ot $copy ]]; then
        IFS=' ' \builtin read -r version state ref since before warn changed config <"$copy" ||
            version=''
    fi
    if [[ $version != 1 || $config != "${TIMELOG_CONFIG:-${XDG_CONFIG_HOME-}}" ]]; then
        _timelog_mend
        return 0
    fi
    for number in "$since" "$before" "$warn"; do
        case $number in '' | *[!0123456789]* | ????????????*) return 0 ;; esac
    done
    case $ref in '' | *[!abcdefghijklmnopqrstuvwxyz0123456789-]*) return 0 ;; esac
    _timelog_wait=5
    now=${EPOCHSECONDS-}
    if [[ -z $now ]]; then \builtin printf -v now '%(%s)T' -1; fi
    since=$((10#$since)) seconds=$((10#$before))
    case $state in
        running)
            icon=▶
            if ((now > since)); then seconds=$((seconds + now - since)); fi
            ;;
        paused) icon=⏸ ;;
        *) return 0 ;;
    esac
    timelog_state=$state
    \builtin printf -v timelog_segment '%s %s %d:%02d' \
        "$icon" "$ref" "$((seconds / 3600))" "$((seconds % 3600 / 60))"
    if [[ $state == running ]] && ((now - since > 10#$warn)); then
        timelog_segment+=' ⚠'
    fi
}
_timelog_mend() {
    \local now
    \builtin printf -v now '%(%s)T' -1
    if ((now < ${_timelog_next:-0})); then return 0; fi
    _timelog_wait=${_timelog_wait:-5}
    _timelog_next=$((now + _timelog_wait))
    _timelog_wait=$((_timelog_wait < 600 ? _timelog_wait * 2 : 600))
    (\command timelog prompt </dev/null >/dev/null 2>&1 &)
}
timelog_segment() {
    { _timelog_look || :; } 2>/dev/null
    \builtin printf '%s' "${timelog_segment-}"
}
_timelog_prompt() {
    \local code="$?"
    { _timelog_look || :; } 2>/dev/null
    if [[ -n ${_timelog_place-} ]] && shopt -q promptvars; then
        case ${PS1-} in
            *timelog_segment*) ;;
            *) PS1='${timelog_segment:+$timelog_segment }'${PS1-} ;;
        esac
    fi
    case $- in *e*) code=0 ;; esac
    return "$code"
}
_timelog_place=@PLACE@
if ! (PS1='') 2>/dev/null; then _timelog_place=''; fi
case $-${PROMPT_COMMAND[*]-} in
    *_timelog_prompt*) ;;
    *i*)
        if ! (PROMPT_COMMAND='') 2>/dev/null; then
            :
        elif [[ -n ${PROMPT_COMMAND[1]+x} ]]; then
            PROMPT_COMMAND+=(_timelog_prompt)
        else
            PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}_timelog_prompt
        fi
        ;;
esac
"""
ZSH = r"""# The timer in the prompt of zsh; drawing it starts no process.
_timelog_look() {
    emulate -L zsh
    \local home db base copy line state ref number icon clock='%D{%s}'
    \local -a parts
    \local -i now seconds since before warn
    \typeset -g timelog_segment='' timelog_state=''
    home=$HOME
    db=$TIMELOG_DB
    if [[ -z $db ]]; then
        @DATABASE@
    fi
    case $db in
        ('~/'*) db=$home/${db[3,-1]} ;;
        (/*) ;;
        (*) db=$PWD/$db ;;
    esac
    base=${XDG_RUNTIME_DIR-}
    if [[ $base != /* || ! -O $base ]]; then
        base=${XDG_STATE_HOME:-${home:+$home/.local/state}}
    fi
    if [[ $base != /* || ! -f $db ]]; then return 0; fi
    copy=login-${LOGNAME:-$USER}
    if [[ -n $TIMELOG_USER ]]; then copy=user-$TIMELOG_USER; fi
    copy=$copy@$db
    copy=$base/timelog/prompt/${copy//\//%}
    if [[ -f $copy && ! $db -nt $copy && ! $db -ot $copy ]]; then
        line=$(<$copy)
    fi
    parts=("${(@s: :)line}")
    if [[ $parts[1] != 1 || ${(j: :)parts[8,-1]} != "${TIMELOG_CONFIG:-$XDG_CONFIG_HOME}" ]]; then
        _timelog_mend
        return 0
    fi
    for number in "${(@)parts[4,6]}"; do
        case $number in (''|*[!0123456789]*|????????????*) return 0 ;; esac
    done
    state=$parts[2] ref=$parts[3] since=$parts[4] before=$parts[5] warn=$parts[6]
    case $ref in (''|*[!abcdefghijklmnopqrstuvwxyz0123456789-]*) return 0 ;; esac
    \typeset -g _timelog_wait=5
    now=${(%)clock}
    seconds=$before
    case $state in
        (running)
            icon=▶
            if (( now > since )); then seconds=$(( seconds + now - since )); fi
            ;;
        (paused) icon=⏸ ;;
        (*) return 0 ;;
    esac
    timelog_state=$state
    \builtin printf -v timelog_segment '%s %s %d:%02d' \
        "$icon" "$ref" $(( seconds / 3600 )) $(( seconds % 3600 / 60 ))
    if [[ $state == running ]] && (( now - since > warn )); then
        timelog_segment+=' ⚠'
    fi
    return 0
}
_timelog_mend() {
    emulate -L zsh
    \local clock='%D{%s}'
    \local -i now=${(%)clock}
    if (( now < ${_timelog_next:-0} )); then return 0; fi
    \typeset -g _timelog_wait=${_timelog_wait:-5}
    \typeset -g _timelog_next=$(( now + _timelog_wait ))
    _timelog_wait=$(( _timelog_wait < 600 ? _timelog_wait * 2 : 600 ))
    ( \command timelog prompt </dev/null >/dev/null 2>&1 & )
}
_timelog_right() {
    emulate -L zsh
    psvar[27]=$timelog_segment
    case $PROMPT$RPROMPT in
        (*timelog_segment*|*%27v*) ;;
        (*) RPROMPT="%(27V.%27v${RPROMPT:+ }.)$RPROMPT" ;;
    esac
}
timelog_segment() {
    _timelog_look 2>/dev/null
    \builtin printf '%s' "$timelog_segment"
}
_timelog_precmd() {
    _timelog_look 2>/dev/null
    if [[ -n $_timelog_place && -o promptpercent ]]; then _timelog_right 2>/dev/null; fi
    return 0
}
_timelog_place=@PLACE@
() {
    emulate -L zsh
    \typeset -ga precmd_functions
    precmd_functions=(${precmd_functions:#_timelog_precmd} _timelog_precmd)
}
"""
FISH = r"""# The timer in the prompt of fish 3.5 or newer; drawing it starts no process.
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
        test -z "$base" -a -n "$HOME"; and set base "$HOME/.local/state"
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
"""
_FISH_PLACE = r"""if status is-interactive; and not functions -q _timelog_other_right_prompt
    if functions -q fish_right_prompt
        functions -c fish_right_prompt _timelog_other_right_prompt
    else
        function _timelog_other_right_prompt
        end
    end
    function fish_right_prompt --description 'What was there before, and the timer'
        _timelog_other_right_prompt
        string replace -r '^(?=.)' ' ' -- (timelog_segment) | string join ''
    end
end
"""
_SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def script(shell: str, *, database: str | None, place: bool) -> str:
    """The text for a shell.

    :param database: where the database is without ``TIMELOG_DB``, if not below ``XDG_DATA_HOME``
    :param place: whether the prompt is changed, and not only the functions made
    """
    text = _SCRIPTS[shell]
    if shell == "fish":
        default = _FISH_DATABASE if database is None else f"set db {_fish_quoted(database)}"
        return text.replace("@DATABASE@", default) + (_FISH_PLACE if place else "")
    from timelog_cli.domain.text import typed

    default = _POSIX_DATABASE if database is None else f"db={typed(database)}"
    return text.replace("@DATABASE@", default).replace("@PLACE@", "1" if place else "''")


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

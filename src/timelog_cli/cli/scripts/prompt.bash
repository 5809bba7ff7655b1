# The timer in the prompt of bash 4.2 or newer; drawing it starts no process.
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
        base=${XDG_STATE_HOME-}
        if [[ $base != /* ]]; then base=${home:+$home/.local/state}; fi
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

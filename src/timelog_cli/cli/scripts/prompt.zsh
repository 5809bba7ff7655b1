# The timer in the prompt of zsh; drawing it starts no process.
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
        base=${XDG_STATE_HOME-}
        if [[ $base != /* ]]; then base=${home:+$home/.local/state}; fi
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

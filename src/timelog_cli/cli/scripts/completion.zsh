#compdef timelog
# Completion of timelog for zsh.
_timelog() {
    local how line expl
    local -a lines names shown
    lines=("${(@f)$(_TIMELOG_COMPLETE=zsh command timelog "${COLUMNS:-80}" \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    how=$lines[1]
    for line in "${(@)lines[2,-1]}"; do
        names+=("${line%%$'\t'*}")
        shown+=("${line#*$'\t'}")
    done
    case $how in
        files*|folders*)
            [[ $how == *' 0' ]] || compset -P 1 '*='
            if [[ $how == files* ]]; then _files; else _files -/; fi
            ;;
        loose)
            (( $#names > 1 )) && compstate[insert]=menu
            _wanted -V timelog expl timelog compadd -U -l -d shown -a names
            ;;
        values)
            (( $#names )) && _wanted -V timelog expl timelog \
                compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -l -d shown -a names
            ;;
    esac
}
if [[ $funcstack[1] == _timelog ]]; then
    _timelog "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }
    compdef _timelog timelog
fi

# Completion of timelog for bash.
_timelog() {
    local how line
    COMPREPLY=()
    {
        IFS= read -r how
        while IFS= read -r line; do COMPREPLY+=("$line"); done
    } < <(_TIMELOG_COMPLETE=bash command timelog "${COMP_LINE:0:COMP_POINT}" "$2" \
        "${COMP_TYPE:-9}" "${COLUMNS:-80}" 2>/dev/null </dev/null)
    case $how in
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
    esac 2>/dev/null
}
complete -o nosort -F _timelog timelog 2>/dev/null || complete -F _timelog timelog

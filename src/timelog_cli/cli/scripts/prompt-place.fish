if status is-interactive; and not functions -q _timelog_other_right_prompt
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

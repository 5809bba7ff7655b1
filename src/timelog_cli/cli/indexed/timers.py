"""The commands of ``cli.timers``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('ref', (), (), 'REF|TITLE', 'The record, such as case-12, 12, its key or title, or the title of a new one. Or - for that of your last log.', False, True, None, False, (), 'startable_refs', True))
P1 = Param._make(('words', (), (), 'TAG', 'Tags that logs or timers have already.', True, False, None, False, (), 'tags', True))
P2 = Param._make(('at', ('--at', '-a'), (), 'TIME', 'When, such as 9:30, -10m or 2026-11-02T09:30. Default: now.', False, False, None, False, (), '', True))
P3 = Param._make(('since_last', ('--since-last', '--no-gap'), (), None, 'Start from the end of your last log, if that was today.', False, False, False, False, (), '', True))
P4 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'What you work on.', False, False, None, False, (), '', True))
P5 = Param._make(('tag', ('--tag', '-t'), (), 'TAG', 'A tag; can be repeated.', True, False, None, False, (), 'tags', True))
P6 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Mark the time as billable or non-billable. Default: inherited from its record, then the settings.', False, False, None, False, (), '', True))
P7 = Param._make(('switch', ('--switch', '-s'), (), None, 'Pause the running timer at the same moment.', False, False, False, False, (), '', True))
P8 = Param._make(('unless_running', ('--unless-running',), (), None, 'Change nothing if the timer is already running.', False, False, False, False, (), '', True))
P9 = Param._make(('create', ('--create',), (), None, 'If no record matches, create one with this title.', False, False, False, False, (), '', True))
P10 = Param._make(('type', ('--type',), (), 'TYPE', 'Type of a new record. Default: task.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P11 = Param._make(('customer', ('--customer',), (), 'NAME', "The customer's name, or part of the name.", False, False, None, False, (), 'customers', True))
P12 = Param._make(('service', ('--service',), (), 'NAME', 'The service; the record takes over its price.', False, False, None, False, (), 'services', True))
P13 = Param._make(('key', ('--key',), (), 'KEY', 'Your own name for a new record, such as JIRA-42; can be used as its reference.', False, False, None, True, (), '', True))
P14 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P15 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P16 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P17 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P18 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P19 = Param._make(('ref', (), (), 'REF', 'The record; needed only if there are several timers.', False, False, None, False, (), 'timers', True))
P20 = Param._make(('if_running', ('--if-running',), (), None, 'Change nothing if no timer is running.', False, False, False, False, (), '', True))
P21 = Param._make(('note', ('--note', '-n'), (), 'TEXT', "What was done; added to the timer's note.", False, False, None, False, (), '', True))
P22 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Mark the log as billable or non-billable.', False, False, None, False, (), '', True))
P23 = Param._make(('no_resume', ('--no-resume',), (), None, 'Do not resume the timer that was interrupted.', False, False, False, False, (), '', True))
P24 = Param._make(('if_running', ('--if-running',), (), None, 'Change nothing if no timer is running or paused.', False, False, False, False, (), '', True))
P25 = Param._make(('ref', (), (), 'REF', "Show all users' timers on this record.", False, False, None, False, (), 'refs', True))
P26 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P27 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P28 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P29 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P30 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P31 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P32 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P33 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P34 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
COMMANDS = {
    ('timer', 'start'): Command(('timer', 'start'), 'timelog_cli.cli.timers', 'start', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, ), 'Start the timer on a record.'),
    ('timer', 'interrupt'): Command(('timer', 'interrupt'), 'timelog_cli.cli.timers', 'interrupt', (P0, P1, P2, P4, P5, P6, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, ), 'Interrupt the running timer with another one, then return to it.'),
    ('timer', 'pause'): Command(('timer', 'pause'), 'timelog_cli.cli.timers', 'pause', (P19, P2, P20, P14, P15, P16, P17, P18, ), 'Pause the running timer.'),
    ('timer', 'resume'): Command(('timer', 'resume'), 'timelog_cli.cli.timers', 'resume', (P19, P2, P7, P8, P14, P15, P16, P17, P18, ), 'Resume a paused timer.'),
    ('timer', 'stop'): Command(('timer', 'stop'), 'timelog_cli.cli.timers', 'stop', (P19, P2, P21, P5, P22, P23, P24, P14, P15, P16, P17, P18, ), 'Stop the timer and save its time as a log.'),
    ('timer', 'status'): Command(('timer', 'status'), 'timelog_cli.cli.timers', 'status', (P25, P14, P15, P16, P17, P18, ), 'Show whether the timer is running, paused or idle.'),
    ('timer', 'list'): Command(('timer', 'list'), 'timelog_cli.cli.timers', 'list_timers', (P26, P27, P28, P29, P30, P31, P32, P33, P14, P15, P16, P17, P18, ), "List all users' active timers."),
    ('timer', 'cancel'): Command(('timer', 'cancel'), 'timelog_cli.cli.timers', 'cancel', (P19, P34, P23, P14, P15, P16, P17, P18, ), 'Discard a timer without saving a log. Can be undone.'),
    ('timer', 'discard'): Command(('timer', 'discard'), 'timelog_cli.cli.timers', 'cancel', (P19, P34, P23, P14, P15, P16, P17, P18, ), 'Discard a timer without saving a log. Can be undone.', hidden=True),
    ('start',): Command(('start',), 'timelog_cli.cli.timers', 'start', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, ), 'Start the timer on a record.'),
    ('interrupt',): Command(('interrupt',), 'timelog_cli.cli.timers', 'interrupt', (P0, P1, P2, P4, P5, P6, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, ), 'Interrupt the running timer with another one, then return to it.'),
    ('pause',): Command(('pause',), 'timelog_cli.cli.timers', 'pause', (P19, P2, P20, P14, P15, P16, P17, P18, ), 'Pause the running timer.'),
    ('resume',): Command(('resume',), 'timelog_cli.cli.timers', 'resume', (P19, P2, P7, P8, P14, P15, P16, P17, P18, ), 'Resume a paused timer.'),
    ('stop',): Command(('stop',), 'timelog_cli.cli.timers', 'stop', (P19, P2, P21, P5, P22, P23, P24, P14, P15, P16, P17, P18, ), 'Stop the timer and save its time as a log.'),
    ('status',): Command(('status',), 'timelog_cli.cli.timers', 'status', (P25, P14, P15, P16, P17, P18, ), 'Show whether the timer is running, paused or idle.'),
    ('cancel',): Command(('cancel',), 'timelog_cli.cli.timers', 'cancel', (P19, P34, P23, P14, P15, P16, P17, P18, ), 'Discard a timer without saving a log. Can be undone.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('timer',): 'Start, pause, resume and stop the timer.',
}

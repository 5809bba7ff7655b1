"""The commands of ``cli.config``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P1 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P2 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P3 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P4 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P5 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P6 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P7 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P8 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P9 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P10 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P11 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P12 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P13 = Param._make(('key', (), (), 'KEY', 'The setting, such as timer.on_start.', False, True, None, False, (), 'settings', True))
P14 = Param._make(('value', (), (), 'VALUE', 'The new value. In seller.address, \\n starts a new line.', False, True, None, False, (), 'setting', True))
P15 = Param._make(('force', ('--force',), (), None, 'Keep numbers and codes as they are, even if they look wrong.', False, False, False, False, (), '', True))
COMMANDS = {
    ('config', 'list'): Command(('config', 'list'), 'timelog_cli.cli.config', 'list_settings', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, ), 'List all settings with their value, source and description.'),
    ('config', 'get'): Command(('config', 'get'), 'timelog_cli.cli.config', 'get', (P13, P8, P9, P10, P11, P12, ), 'Print the value of a setting.'),
    ('config', 'set'): Command(('config', 'set'), 'timelog_cli.cli.config', 'set_setting', (P13, P14, P15, P8, P9, P10, P11, P12, ), 'Set a value in the settings file. Keeps comments and order.'),
    ('config', 'unset'): Command(('config', 'unset'), 'timelog_cli.cli.config', 'unset', (P13, P8, P9, P10, P11, P12, ), 'Remove a setting from the settings file, which restores its default.'),
    ('config', 'path'): Command(('config', 'path'), 'timelog_cli.cli.config', 'path', (P8, P9, P10, P11, P12, ), 'Print the path of the settings file, even if it does not exist yet.'),
    ('config', 'edit'): Command(('config', 'edit'), 'timelog_cli.cli.config', 'edit', (P8, P9, P10, P11, P12, ), 'Edit the settings file in $VISUAL or $EDITOR.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('config',): 'View and change settings.',
}

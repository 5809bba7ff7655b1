"""The commands of ``cli.config``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P1 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P2 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P3 = Param('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True)
P4 = Param('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True)
P5 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P6 = Param('key', (), (), 'KEY', 'The setting, such as timer.on_start.', False, True, None, False, (), 'settings', True)
P7 = Param('value', (), (), 'VALUE', 'The new value. In seller.address, \\n starts a new line.', False, True, None, False, (), 'setting', True)
COMMANDS = {
    ('config', 'list'): Command(('config', 'list'), 'timelog_cli.cli.config', 'list_settings', (P0, P1, P2, P3, P4, P5, ), 'List all settings with their value, source and description.'),
    ('config', 'get'): Command(('config', 'get'), 'timelog_cli.cli.config', 'get', (P6, P1, P2, P3, P4, P5, ), 'Print the value of a setting.'),
    ('config', 'set'): Command(('config', 'set'), 'timelog_cli.cli.config', 'set_setting', (P6, P7, P1, P2, P3, P4, P5, ), 'Set a value in the settings file. Keeps comments and order.'),
    ('config', 'unset'): Command(('config', 'unset'), 'timelog_cli.cli.config', 'unset', (P6, P1, P2, P3, P4, P5, ), 'Remove a setting from the settings file, which restores its default.'),
    ('config', 'path'): Command(('config', 'path'), 'timelog_cli.cli.config', 'path', (P1, P2, P3, P4, P5, ), 'Print the path of the settings file, even if it does not exist yet.'),
    ('config', 'edit'): Command(('config', 'edit'), 'timelog_cli.cli.config', 'edit', (P1, P2, P3, P4, P5, ), 'Edit the settings file in $VISUAL or $EDITOR.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('config',): 'View and change settings.',
}

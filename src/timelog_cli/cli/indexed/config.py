"""The commands of ``cli.config``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P1 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P2 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P3 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P4 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P5 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P6 = Param('key', (), (), 'KEY', 'The setting, as timer.on_start.', False, True, None, False, (), 'settings', True)
P7 = Param('value', (), (), 'VALUE', 'The value; \\n begins a new line in seller.address.', False, True, None, False, (), 'setting', True)
COMMANDS = {
    ('config', 'list'): Command(('config', 'list'), 'timelog_cli.cli.config', 'list_settings', (P0, P1, P2, P3, P4, P5, ), 'List every setting, its value, where it comes from, and what it is for.'),
    ('config', 'get'): Command(('config', 'get'), 'timelog_cli.cli.config', 'get', (P6, P1, P2, P3, P4, P5, ), 'Print the value of one setting; nothing when it is not set and has no default.'),
    ('config', 'set'): Command(('config', 'set'), 'timelog_cli.cli.config', 'set_setting', (P6, P7, P1, P2, P3, P4, P5, ), 'Change one setting in the file; comments and order stay.'),
    ('config', 'unset'): Command(('config', 'unset'), 'timelog_cli.cli.config', 'unset', (P6, P1, P2, P3, P4, P5, ), 'Take one setting out of the file, so that its default counts again.'),
    ('config', 'path'): Command(('config', 'path'), 'timelog_cli.cli.config', 'path', (P1, P2, P3, P4, P5, ), 'Print where the settings file is, or would be.'),
    ('config', 'edit'): Command(('config', 'edit'), 'timelog_cli.cli.config', 'edit', (P1, P2, P3, P4, P5, ), 'Change the file in $VISUAL or $EDITOR; refused whole if a setting could not be used.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('config',): 'The settings: one TOML file.',
}

"""The commands of ``cli.database``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P1 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P2 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P3 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P4 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P5 = Param._make(('file', (), (), 'FILE', 'The copy, or a folder for it, as backups/. Default: next to the database.', False, False, None, True, (), 'files', True))
P6 = Param._make(('everything', ('--all',), (), None, 'Copy settings and templates too, into a new folder.', False, False, False, False, (), '', True))
P7 = Param._make(('yes', ('--yes',), (), None, 'Overwrite the file if it exists.', False, False, False, False, (), '', True))
P8 = Param._make(('file', (), (), 'FILE', 'The backup, or the folder of db backup --all.', False, True, None, False, (), 'files', True))
P9 = Param._make(('yes', ('--yes',), (), None, 'Replace the database without asking.', False, False, False, False, (), '', True))
P10 = Param._make(('keep', ('--keep',), (), 'DAYS', 'Days of history to keep, such as 365d. Default: 90d.', False, False, None, False, (), '', True))
P11 = Param._make(('dry_run', ('--dry-run',), (), None, 'Only show what would be removed.', False, False, False, False, (), '', True))
P12 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
COMMANDS = {
    ('db', 'path'): Command(('db', 'path'), 'timelog_cli.cli.database', 'path', (P0, P1, P2, P3, P4, ), 'Print the path of the database.'),
    ('db', 'check'): Command(('db', 'check'), 'timelog_cli.cli.database', 'check', (P0, P1, P2, P3, P4, ), 'Check the database for damage and inconsistencies.'),
    ('db', 'backup'): Command(('db', 'backup'), 'timelog_cli.cli.database', 'backup', (P5, P6, P7, P0, P1, P2, P3, P4, ), 'Back up the database.'),
    ('db', 'restore'): Command(('db', 'restore'), 'timelog_cli.cli.database', 'restore', (P8, P9, P0, P1, P2, P3, P4, ), 'Replace the database with a backup.'),
    ('db', 'compact'): Command(('db', 'compact'), 'timelog_cli.cli.database', 'compact', (P10, P11, P12, P0, P1, P2, P3, P4, ), 'Remove old history and shrink the database file.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('db',): 'Locate, check, back up, restore and compact the database.',
}

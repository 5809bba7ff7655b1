"""The commands of ``cli.history``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('dry_run', ('--dry-run',), (), None, 'Only say what would be done.', False, False, False, False, (), '', True)
P1 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P2 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P3 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P4 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P5 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P6 = Param('period', (), (), 'PERIOD', 'Only entries of this period.', True, False, None, False, (), 'periods', True)
P7 = Param('record', ('--record',), (), 'REF', 'Only entries about this record.', False, False, None, False, (), 'refs', True)
P8 = Param('command', ('--command',), (), 'WORDS', "Only commands that begin so, as 'timer stop'.", False, False, None, False, (), 'commands', True)
P9 = Param('limit', ('--limit',), (), 'N', 'How many at the most; 50 if not given.', False, False, None, False, (), '', True)
P10 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P11 = Param('number', (), (), 'N', 'The number of the entry.', False, True, None, False, (), 'entries', True)
COMMANDS = {
    ('undo',): Command(('undo',), 'timelog_cli.cli.history', 'undo', (P0, P1, P2, P3, P4, P5, ), 'Turn back the newest change; again for the one before.'),
    ('redo',): Command(('redo',), 'timelog_cli.cli.history', 'redo', (P0, P1, P2, P3, P4, P5, ), 'Bring back what was undone last.'),
    ('history',): Command(('history',), 'timelog_cli.cli.history', 'list_history', (P6, P7, P8, P9, P10, P1, P2, P3, P4, P5, ), 'List what happened, newest first.'),
    ('history', 'show'): Command(('history', 'show'), 'timelog_cli.cli.history', 'show', (P11, P1, P2, P3, P4, P5, ), 'Show an entry with every row before and after.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}

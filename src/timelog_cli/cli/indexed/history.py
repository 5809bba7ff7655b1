"""The commands of ``cli.history``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('any_user', ('--any',), (), None, 'The last change of anybody, not only of yours.', False, False, False, False, (), '', True)
P1 = Param('dry_run', ('--dry-run',), (), None, 'Only say what would be done.', False, False, False, False, (), '', True)
P2 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P3 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P4 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P5 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P6 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P7 = Param('period', (), (), 'PERIOD', 'Only entries of this period.', True, False, None, False, (), 'periods', True)
P8 = Param('record', ('--record',), (), 'REF', 'Only entries about this record.', False, False, None, False, (), 'refs', True)
P9 = Param('command', ('--command',), (), 'WORDS', "Only commands that begin so, as 'timer stop'.", False, False, None, False, (), 'commands', True)
P10 = Param('limit', ('--limit',), (), 'N', 'How many at the most; 50 if not given.', False, False, None, False, (), '', True)
P11 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P12 = Param('number', (), (), 'N', 'The number of the entry.', False, True, None, False, (), 'entries', True)
COMMANDS = {
    ('undo',): Command(('undo',), 'timelog_cli.cli.history', 'undo', (P0, P1, P2, P3, P4, P5, P6, ), 'Undo your last change. Repeat to undo earlier ones.'),
    ('redo',): Command(('redo',), 'timelog_cli.cli.history', 'redo', (P0, P1, P2, P3, P4, P5, P6, ), 'Redo the change that was last undone, by you or of yours.'),
    ('history',): Command(('history',), 'timelog_cli.cli.history', 'list_history', (P7, P8, P9, P10, P11, P2, P3, P4, P5, P6, ), 'List what happened, newest first.'),
    ('history', 'show'): Command(('history', 'show'), 'timelog_cli.cli.history', 'show', (P12, P2, P3, P4, P5, P6, ), 'Show an entry with every row before and after.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}

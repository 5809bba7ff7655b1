"""The commands of ``cli.demo``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P1 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P2 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P3 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P4 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('demo',): Command(('demo',), 'timelog_cli.cli.demo', 'demo', (P0, P1, P2, P3, P4, ), 'Play the story of an invoice in a throw-away database: mail, timer, logs, invoice.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}

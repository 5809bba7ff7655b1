"""The options of the program, and what its commands are for; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Param

PROGRAM = (
    Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True),
    Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True),
    Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True),
    Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True),
    Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True),
    Param('version', ('--version',), (), None, 'Print the version.', False, False, False, False, (), '', True),
    Param('install_completion', ('--install-completion',), (), '[SHELL]', 'Make the Tab key complete: in bash, zsh or fish.', False, False, None, False, (), 'shells', True),
    Param('show_completion', ('--show-completion',), (), '[SHELL]', 'Print the script for a shell: bash, zsh or fish.', False, False, None, False, (), 'shells', True),
)
SUMMARIES = {
    'record': 'What time is logged on: tasks, cases, tickets and work orders.',
    'timer': 'Start, pause, resume and stop the timer.',
    'log': 'Log time by hand; list, change and mark logs.',
    'service': 'What is billed: services with their prices.',
    'customer': 'Who is billed.',
    'billing': 'Make invoices of billable time, and follow them until they are paid.',
    'report': 'Sum worked and billable time in a period, by record unless said otherwise.',
    'start': 'Start the timer on a record.',
    'pause': 'Pause the running timer.',
    'resume': 'Let a paused timer run again.',
    'stop': 'Stop the timer; its time becomes a log.',
    'interrupt': 'Pause what runs for something else, and go back to it.',
    'status': 'Show the timer: running, paused or idle, and how to go on.',
    'add': 'Log time on a record; a title makes the record first, if none has it.',
    'prompt': 'Print the timer in one line, nothing when it is idle.',
    'shell-init': 'Print functions that draw the timer in the prompt of a shell.',
    'undo': 'Undo your last change. Repeat to undo earlier ones.',
    'redo': 'Redo the change that was last undone, by you or of yours.',
    'history': 'List what happened, newest first.',
    'config': 'The settings: one TOML file.',
    'db': 'The database file: where it is, whether it is whole, copies of it.',
    'demo': 'Play the story of an invoice in a throw-away database: mail, timer, logs, invoice.',
}

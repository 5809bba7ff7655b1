"""The options of the program, and what its commands are for; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Param

PROGRAM = (
    Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True),
    Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True),
    Param('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True),
    Param('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True),
    Param('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True),
    Param('version', ('--version',), (), None, 'Print the version.', False, False, False, False, (), '', True),
    Param('install_completion', ('--install-completion',), (), '[SHELL]', 'Install Tab completion for bash, zsh or fish.', False, False, None, False, (), 'shells', True),
    Param('show_completion', ('--show-completion',), (), '[SHELL]', 'Print the completion script for bash, zsh or fish.', False, False, None, False, (), 'shells', True),
)
SUMMARIES = {
    'record': 'Manage records: tasks, cases, tickets and work orders to log time on.',
    'timer': 'Start, pause, resume and stop the timer.',
    'log': 'Log time by hand; list and change logs.',
    'tag': 'List, rename, merge and delete tags.',
    'service': 'Manage services and their prices.',
    'customer': 'Manage customers.',
    'billing': 'Invoice billable time, and track invoices until they are paid.',
    'report': 'Report time worked and billable time, by record by default.',
    'today': 'Show a day: when you worked on what, and its sums.',
    'week': 'Show a week: seven columns of hours, with the sum of each day.',
    'calendar': 'Show a month or a year: a cell for each day, the darker the more you worked.',
    'balance': 'Compare the time you worked with your target, up to today.',
    'dayoff': 'Manage days off: holidays, vacation, sick days.',
    'watch': 'Show the timer and today live, each second.',
    'start': 'Start the timer on a record.',
    'pause': 'Pause the running timer.',
    'resume': 'Resume a paused timer.',
    'stop': 'Stop the timer and save its time as a log.',
    'continue': 'Start the timer on the record of your last log again.',
    'interrupt': 'Interrupt the running timer with another one, then return to it.',
    'status': 'Show whether the timer is running, paused or idle.',
    'add': 'Log time on a record, creating the record if you give a new title.',
    'prompt': 'Print the timer on one line; nothing when idle.',
    'shell-init': 'Print shell functions that show the timer in your prompt.',
    'undo': 'Undo your last change. Repeat to undo earlier ones.',
    'redo': 'Redo the change that you last undid, or that was yours.',
    'history': 'List changes, newest first.',
    'config': 'View and change settings.',
    'hook': 'Run your own programs when something happens.',
    'db': 'Locate, check, back up, restore and compact the database.',
    'demo': 'Play the story of an invoice in a throw-away database: mail, timer, logs, invoice.',
}

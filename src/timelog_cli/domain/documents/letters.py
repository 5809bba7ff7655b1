"""What is written in the messages that carry documents, in every language of the documents.

``{date}`` and ``{due}`` are days as the language writes them.
"""

from __future__ import annotations

from timelog_cli.domain.documents.wording import LANGUAGES, language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# key: English, Italian, German, French, Spanish
TABLE: Mapping[str, tuple[str, str, str, str, str]] = {
    "greeting": ("Hello,", "Buongiorno,", "Guten Tag,", "Bonjour,", "Buenos días:"),
    "greeting-name": (
        "Hello {name},",
        "Buongiorno {name},",
        "Guten Tag {name},",
        "Bonjour {name},",
        "Buenos días, {name}:",
    ),
    "closing": (
        "Kind regards",
        "Cordiali saluti",
        "Mit freundlichen Grüßen",
        "Cordialement",
        "Un cordial saludo",
    ),
    "invoice": (
        "Please find attached our invoice {number} of {date}.",
        "in allegato trova la nostra fattura {number} del {date}.",
        "anbei erhalten Sie unsere Rechnung {number} vom {date}.",
        "Veuillez trouver ci-joint notre facture {number} du {date}.",
        "Le enviamos adjunta nuestra factura {number} del {date}.",
    ),
    "credit-note": (
        "Please find attached our credit note {number} of {date}, for invoice {credits}.",
        "in allegato trova la nostra nota di credito {number} del {date}, relativa alla fattura"
        " {credits}.",
        "anbei erhalten Sie unsere Rechnungskorrektur {number} vom {date} zur Rechnung {credits}.",
        "Veuillez trouver ci-joint notre avoir {number} du {date}, relatif à la facture {credits}.",
        "Le enviamos adjunta nuestra factura rectificativa {number} del {date}, de la factura"
        " {credits}.",
    ),
    "quote": (
        "Please find attached our quote {number} of {date}. It is valid until {due}.",
        "in allegato trova il nostro preventivo {number} del {date}, valido fino al {due}.",
        "anbei erhalten Sie unser Angebot {number} vom {date}. Es ist gültig bis zum {due}.",
        "Veuillez trouver ci-joint notre devis {number} du {date}, valable jusqu'au {due}.",
        "Le enviamos adjunto nuestro presupuesto {number} del {date}, válido hasta el {due}.",
    ),
    "subject-1": (
        "Reminder: invoice {number}",
        "Promemoria: fattura {number}",
        "Zahlungserinnerung: Rechnung {number}",
        "Rappel : facture {number}",
        "Recordatorio: factura {number}",
    ),
    "subject-2": (
        "Second reminder: invoice {number}",
        "Secondo sollecito: fattura {number}",
        "Zweite Mahnung: Rechnung {number}",
        "Deuxième rappel : facture {number}",
        "Segundo recordatorio: factura {number}",
    ),
    "subject-3": (
        "Final reminder: invoice {number}",
        "Ultimo sollecito: fattura {number}",
        "Letzte Mahnung: Rechnung {number}",
        "Dernier rappel : facture {number}",
        "Último recordatorio: factura {number}",
    ),
    "reminder-1": (
        "Our invoice {number} of {date} was due on {due}, and we have not yet received the"
        " full amount. Perhaps it was overlooked. If you have already paid, please ignore this"
        " message.",
        "la nostra fattura {number} del {date} è scaduta il {due} e non ci risulta ancora"
        " pagata per intero. Forse è sfuggita. Se ha già provveduto, La preghiamo di non tenere"
        " conto di questo messaggio.",
        "unsere Rechnung {number} vom {date} war am {due} fällig und ist noch nicht"
        " vollständig bezahlt. Vielleicht wurde sie übersehen. Falls Sie bereits gezahlt"
        " haben, betrachten Sie diese Nachricht bitte als gegenstandslos.",
        "Notre facture {number} du {date} était à régler le {due} au plus tard et, sauf erreur de"
        " notre part, elle n'est pas encore entièrement réglée. Il s'agit sans doute d'un"
        " oubli. Si vous avez déjà payé, merci de ne pas tenir compte de ce message.",
        "Nuestra factura {number} del {date} venció el {due} y todavía no hemos recibido el"
        " importe completo. Quizá se haya tratado de un descuido. Si ya ha pagado, no tenga en"
        " cuenta este mensaje.",
    ),
    "reminder-2": (
        "We have already reminded you of our invoice {number} of {date}, which was due on {due},"
        " and we have still not received the full amount. Please pay the amount due within 7 days,"
        " or let us know what prevents the payment.",
        "Le abbiamo già ricordato la nostra fattura {number} del {date}, scaduta il {due}, ma"
        " non ci risulta ancora pagata per intero. La preghiamo di saldare l'importo dovuto"
        " entro 7 giorni o di comunicarci eventuali contestazioni.",
        "wir haben Sie bereits an unsere Rechnung {number} vom {date} erinnert, die am {due}"
        " fällig war und noch immer nicht vollständig bezahlt ist. Bitte überweisen"
        " Sie den offenen Betrag innerhalb von 7 Tagen, oder teilen Sie uns mit, was der Zahlung"
        " entgegensteht.",
        "Malgré notre premier rappel, notre facture {number} du {date}, à régler le {due} au plus"
        " tard, n'est toujours pas entièrement réglée. Nous vous prions de régler le montant dû"
        " sous 7 jours, ou de nous indiquer ce qui s'y oppose.",
        "Ya le recordamos nuestra factura {number} del {date}, que venció el {due}, y seguimos"
        " sin haber recibido el importe completo. Le rogamos que abone el importe pendiente en un"
        " plazo de 7 días o que nos indique qué lo impide.",
    ),
    "reminder-3": (
        "Despite our reminders, our invoice {number} of {date}, due on {due}, has still not been"
        " paid in full. This is our final reminder. If we do not receive the amount due within 7"
        " days, we will take further steps to recover it.",
        "nonostante i nostri solleciti, la nostra fattura {number} del {date}, scaduta il {due},"
        " non risulta ancora pagata per intero. Questo è il nostro ultimo sollecito. In mancanza"
        " del pagamento entro 7 giorni procederemo al recupero del credito.",
        "trotz unserer Erinnerungen ist unsere Rechnung {number} vom {date}, fällig am {due},"
        " noch immer nicht vollständig bezahlt. Dies ist unsere letzte Mahnung. Geht der offene"
        " Betrag nicht innerhalb von 7 Tagen bei uns ein, werden wir weitere Schritte einleiten.",
        "Malgré nos rappels, notre facture {number} du {date}, à régler le {due} au plus tard,"
        " n'est toujours pas entièrement réglée. Ceci est notre dernier rappel. Sans réception du"
        " montant dû sous 7 jours, nous engagerons une procédure de recouvrement.",
        "A pesar de nuestros recordatorios, nuestra factura {number} del {date}, con vencimiento"
        " el {due}, sigue sin pagarse por completo. Este es nuestro último recordatorio. Si no"
        " recibimos el importe pendiente en un plazo de 7 días, tomaremos medidas para"
        " reclamarlo.",
    ),
    "attached": (
        "The invoice is attached again.",
        "Alleghiamo nuovamente la fattura.",
        "Die Rechnung liegt noch einmal bei.",
        "Vous trouverez de nouveau la facture ci-jointe.",
        "Adjuntamos de nuevo la factura.",
    ),
    "days_overdue": (
        "Days overdue",
        "Giorni di ritardo",
        "Tage überfällig",
        "Jours de retard",
        "Días de retraso",
    ),
    "outstanding": (
        "Amount outstanding",
        "Importo ancora dovuto",
        "Offener Betrag",
        "Reste à payer",
        "Importe pendiente",
    ),
}


def phrases(locale: str) -> dict[str, str]:
    """All texts for a locale; one of another language gets English ones."""
    at = LANGUAGES.index(language(locale))
    return {key: texts[at] for key, texts in TABLE.items()}

"""What trackers name the columns of their reports, in the languages of their users.

In order: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish.
"""

from __future__ import annotations

PROJECT = ("Project", "Projekt", "Projet", "Proyecto", "Progetto", "Projeto")
CLIENT = ("Client", "Customer", "Kunde", "Cliente", "Klant", "Klient")
TASK = (
    *("Task", "Activity", "Aufgabe", "Tätigkeit", "Tâche", "Activité", "Tarea", "Actividad"),
    *("Attività", "Compito", "Tarefa", "Atividade", "Taak", "Activiteit", "Zadanie"),
    "Aktywność",
)
TEXT = (
    *("Description", "Beschreibung", "Descripción", "Descrizione", "Descrição", "Beschrijving"),
    *("Omschrijving", "Opis"),
)
NOTES = ("Notes", "Notizen", "Notas", "Note", "Notities", "Notatki", *TEXT)
TAGS = (
    *("Tags", "Tag", "Schlagworte", "Schlagwörter", "Étiquettes", "Mots-clés", "Etiquetas"),
    *("Etichette", "Labels", "Tagi", "Etykiety"),
)
BILLABLE = (
    *("Billable", "Abrechenbar", "Verrechenbar", "Facturable", "Fatturabile", "Faturável"),
    *("Factureerbaar", "Declarabel", "Płatne", "Rozliczalne"),
)
BILLED = (
    *("Invoiced", "In Rechnung gestellt", "Abgerechnet", "Facturé", "Facturado", "Fatturato"),
    *("Faturado", "Gefactureerd", "Zafakturowane"),
)
EXPORTED = (
    *("Exported", "Exportiert", "Exporté", "Exportado", "Esportate", "Geëxporteerd"),
    "Wyeksportowane",
)
USER = (
    *("User", "Member", "Benutzer", "Utilisateur", "Usuario", "Utente", "Usuário", "Gebruiker"),
    *("Użytkownik", "Nom d'utilisateur", "Nome do usuário", "Gebruikersnaam"),
)
EMAIL = ("Email", "Courriel", "Correo electrónico", "Correo")
DATE = ("Date", "Datum", "Fecha", "Data")
START_DATE = (
    *("Start date", "Startdatum", "Date de début", "Fecha de inicio", "Fecha inicio"),
    *("Data di inizio", "Data inizio", "Data de início", "Data início", "Begindatum"),
    "Data rozpoczęcia",
)
START_TIME = (
    *("Start time", "Startzeit", "Heure de début", "Hora de inicio", "Hora inicio"),
    *("Ora di inizio", "Ora inizio", "Hora de início", "Starttijd", "Begintijd"),
    *("Godzina rozpoczęcia", "Czas rozpoczęcia"),
)
END_DATE = (
    *("End date", "Stop date", "Enddatum", "Date de fin", "Fecha de finalización", "Fecha de fin"),
    *("Fecha fin", "Data di fine", "Data fine", "Data de término", "Data de fim", "Einddatum"),
    "Data zakończenia",
)
END_TIME = (
    *("End time", "Stop time", "Endzeit", "Heure de fin", "Hora de finalización", "Hora de fin"),
    *("Hora fin", "Ora di fine", "Ora fine", "Hora de término", "Hora de fim", "Eindtijd"),
    *("Godzina zakończenia", "Czas zakończenia"),
)
FROM = ("From", "Begin", "Von", "Beginn", "De", "Début", "Desde", "Da", "Van", "Od")
TO = ("To", "End", "Bis", "Ende", "À", "Fin", "Para", "Hasta", "Até", "Tot", "Do")
DURATION = ("Duration", "Dauer", "Durée", "Duración", "Durata", "Duração", "Duur", "Czas trwania")
DURATION_HOURS = (*(f"{name} (h)" for name in DURATION), "Duur (u)", "Czas trwania (godz.)")
DURATION_DECIMAL = (
    *(f"{name} (decimal)" for name in DURATION),
    *("Dauer (dezimal)", "Dauer (Dezimalzahl)", "Durée (décimal)", "Durée (décimale)"),
    *("Durata (decimale)", "Duur (decimaal)", "Czas trwania (dziesiętnie)"),
)
HOURS = ("Hours", "Stunden", "Heures", "Horas", "Ore", "Uren", "Godziny")
BREAK = ("Break", "Pause", "Pausa", "Intervalo", "Rustpauze", "Przerwa")
KIND = ("Type", "Typ", "Tipo")
GROUP = ("Group", "Gruppe", "Groupe", "Grupo", "Gruppo", "Groep", "Grupa")
FIRST_NAME = ("First Name", "Vorname", "Prénom", "Nombre", "Nome", "Voornaam", "Imię")
LAST_NAME = (
    *("Last Name", "Nachname", "Nom", "Apellido", "Apellidos", "Cognome", "Sobrenome"),
    *("Achternaam", "Nazwisko"),
)
MONEY = (
    *("Amount", "Rate", "Billable Rate", "Billable Amount", "Cost Rate", "Cost Amount"),
    *("Currency", "Hourly Rate", "Stundensatz", "Abrechenbarer Tarif", "Rechnungsbetrag"),
    *("Taxa faturável", "Valor faturável"),
)
NAME = ("Name", "Nom", "Nombre", "Nome", "Naam", "Nazwa")
# What Kimai tells of prices, and of the numbers of customers and projects.
PRICES = (
    *("Price", "Internal price", "Hourly price", "Fixed price", "Preis", "Interner Preis"),
    *("Preis pro Stunde", "Festpreis", "Taux", "Taux interne", "Taux horaire", "Taux fixe"),
    *("Tarifa", "Tarifa interna", "Tarifa por hora", "Tarifa fija", "Prezzo", "Costo interno"),
    *("Tariffa oraria", "Prezzo fisso", "Preço", "Preço interno", "Preço por hora", "Preço fixo"),
    *("Bedrag", "Intern tarief", "Uurtarief", "Vast bedrag", "Stawka", "Stawka wewnętrzna"),
    *("Stawka godzinowa", "Stała stawka", "HourlyRate", "FixedRate", "InternalRate", "Currency"),
    *("Währung", "Devise", "Moneda", "Valuta", "Moeda", "Waluta"),
)
NUMBERS = (
    *("Account", "Staff number", "Project number", "VAT-ID", "Order number", "Kundennummer"),
    *("Personalnummer", "Projektnummer", "Umsatzsteuer-ID", "Bestellnummer", "Compte"),
    *("Numéro d'équipe", "Numéro de projet", "ID de TVA", "Numéro de commande", "Cuenta"),
    *("Número de personal", "Número del proyecto", "CIF / NIF", "Número de pedido"),
    *("Numero personale", "Numero progetto", "P.IVA", "Numero d'ordine", "Conta"),
    *("Número da equipe", "Numeração do projeto", "IVA-ID", "Número do pedido", "Rekening"),
    *("Personeelsnummer", "Projectnummer", "Btw-nummer", "Dossiernummer", "Numer klienta"),
    *("Numer pracownika", "Numer projektu", "NIP", "Numer zamówienia"),
)

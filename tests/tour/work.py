"""Stages: a clinician's day. Clients, notes, signatures, finding them again."""

from tests.tour.tour import Tour


def enter_clients(tour: Tour) -> None:
    """Two clients; one has a right-to-left name with an emoji."""
    program, words = tour.program, tour.words
    program.click("Clients*", "QToolButton")
    program.click("Add a client…")
    program.type("Legal name", words.first_client)
    program.type("Safe-contact rules", words.contact_rule)
    tour.picture("new-client")
    program.click("Add the client")
    program.miss("Add the client")
    program.see(text=words.first_client)
    program.press("Ctrl+Shift+N")
    program.type("Legal name", words.second_client)
    program.click("Add the client")
    program.miss("Add the client")
    program.see(text=words.second_client)
    tour.picture("clients")
    open_client(tour, words.first_client)


def open_client(tour: Tour, name: str) -> None:
    """Choose a client in the list and wait for the page."""
    tour.program.choose("Clients", f"{name}*")
    tour.program.see(name, kind="QLabel")
    tour.program.see("New note", kind="QPushButton")


def write_note(tour: Tour) -> None:
    """A SOAP note, typed section by section with Tab between them."""
    program, words = tour.program, tour.words
    program.click("New note from a template")
    program.menu("SOAP")
    program.type("Subjective", words.subjective)
    for text in (words.objective, words.assessment, words.plan):
        program.press("Tab")
        program.order("type_on", text=text)
    program.see("Plan", kind="SectionField")
    program.see(text="Saved ")
    tour.report.check("a note is saved as it is typed", True)
    typed = (words.subjective, words.objective, words.assessment, words.plan)
    count = sum(len(text.split()) for text in typed)
    program.see(text=f"{count} words")
    tour.report.check("the words are counted", True, count)
    tour.picture("editor")


def sign_note(tour: Tour) -> None:
    """Ctrl+Return makes it final."""
    tour.program.press("Ctrl+Return")
    tour.program.miss("Note being written")
    tour.program.see("Signed", kind="QLabel")
    tour.program.see(text=tour.words.plan)
    tour.report.check("a note is signed with Ctrl+Return", True)
    tour.picture("signed")


def add_addendum(tour: Tour) -> None:
    """A signed note is amended, not changed."""
    program, words = tour.program, tour.words
    program.click("Acts on this note")
    program.menu("Add an addendum…")
    program.type("Addendum", words.addendum, "SectionField")
    program.click("Sign the addendum")
    program.miss("Sign the addendum")
    program.see(text=words.addendum)
    tour.report.check("an addendum stands below the note", True)
    tour.picture("addendum")
    program.click("Acts on this note")
    program.menu("Check the signature")
    program.see(text="The signature holds")
    tour.report.check("the signature holds", True)
    program.click("Close")


def leave_draft(tour: Tour) -> None:
    """A second note, for the other client, left as a draft."""
    program, words = tour.program, tour.words
    open_client(tour, words.second_client)
    program.click("New note from a template")
    program.menu("Narrative")
    program.type("Note", words.draft, "SectionField")
    program.see(text=f"{len(words.draft.split())} words")
    program.see(text="Saved ")
    tour.picture("draft")


def find(tour: Tour) -> None:
    """Ctrl+K from anywhere, as you type; Return opens the note."""
    program, words = tour.program, tour.words
    program.press("Ctrl+K")
    program.type("Find", words.search, "QLineEdit")
    program.order("see", name="What was found", row=f"*{words.search}")
    tour.report.check("a note is found as one types", True)
    tour.picture("find")
    program.press("Return")
    program.order("see", name="What was found", focus=True)
    program.press("Return")
    program.miss("What was found")
    program.see(words.first_client, kind="QLabel")
    program.see(text=words.plan)
    tour.report.check("Find opens the client's page at the note", True)
    program.press("Ctrl+K")
    program.type("Find", words.second_client.split()[0], "QLineEdit")
    program.order("see", name="What was found", row=f"{words.second_client}*")
    tour.report.check("a right-to-left name is found", True)
    program.press("Escape")
    program.miss("What was found")


def look_at_home(tour: Tour) -> None:
    """The draft waits there."""
    tour.program.click("Home*", "QToolButton")
    tour.program.see("Drafts to sign")
    tour.program.see(text=tour.words.second_client)
    tour.report.check("the draft waits on Home", True)
    tour.picture("home")


def look_at_audit(tour: Tour) -> None:
    """Every act stands there, and the chain holds."""
    tour.program.click("Audit*", "QToolButton")
    tour.program.see("Audit log")
    tour.program.click("Check the chain")
    tour.program.see(text="The chain")
    tour.picture("audit")


def look_at_settings(tour: Tour) -> None:
    """The profile that the wizard took."""
    tour.program.click("Settings*", "QToolButton")
    tour.program.see(text=tour.words.practitioner)
    tour.report.check("Settings show the profile", True)
    tour.picture("settings")

"""What is typed on the tour. The forensic rows put canary words in its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Made up, all of it. ``typed`` is the secret: short beside a keyring, strong without."""

    vault_name: str = "Riverside practice"
    practitioner: str = "Jordan Ellery"
    licenses: str = "LCSW 40217"
    state: str = "CA"
    typed: str = "four birds"
    strong: str = "marble otter canyon velvet thirty lanterns"
    sealed_under: str = "walnut ribbon glacier thimble orbit sparrow"
    first_client: str = "Amara Osei"
    # Right-to-left letters with an emoji: what a name may be.
    second_client: str = "נועה ברק 🌿"
    contact_rule: str = "No voicemail"
    subjective: str = "Slept badly since Monday and dreads the staff meeting."
    objective: str = "On time, well groomed, speech a little fast."
    assessment: str = "Anxiety lower than two weeks ago; no thoughts of harm."
    plan: str = "Keep the sleep diary; next session in one week."
    addendum: str = "Sister called after the session and confirmed the new address."
    draft: str = "First meeting. Referred by the school; mother present at the start."
    apart: str = "My own thoughts on the dream of the staircase."
    consent_title: str = "Consent to telehealth"
    consent: str = "I agree to sessions by video, and know that I may end them."
    drawing_title: str = "Drawing of the house"
    letter_title: str = "Letter from the school"
    letter: str = "Thank you for the meeting of last Tuesday about the mornings."
    former_client: str = "Harper Lund"
    former_note: str = "She closed the door behind her and did not look back."
    search: str = "sleep diary"
    brought_client: str = "Wren Ito"
    brought_note: str = "A kingfisher at the weir; she laughed for the first time."

    @property
    def of_clients(self) -> tuple[str, ...]:
        """All that must never be seen outside the unlocked program."""
        return (
            self.first_client,
            self.contact_rule,
            self.second_client,
            self.subjective,
            self.objective,
            self.assessment,
            self.plan,
            self.addendum,
            self.draft,
            self.apart,
            self.former_client,
            self.former_note,
            self.brought_client,
            self.brought_note,
            self.consent_title,
            self.consent,
            self.drawing_title,
            self.letter_title,
            self.letter,
        )

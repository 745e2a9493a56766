"""The one frame of every wizard: one question a page, what will happen before the act, a receipt.

- ``step.WizardStep``: a page. Build into ``content``; say ``is_complete``, ``next_text``,
  ``first_focus``; fill it in ``enter``, keep answers in ``write_down``, do slow things in
  ``proceed``.
  ``is_last`` ends the wizard, ``is_wide`` is for tables, ``is_wanted`` skips a page, ``is_busy``
  holds Back while work is under way and ``call_off`` ends it.
- ``frame.WizardFrame``: pages, foot, steps counted, Back and Next; ``finished`` and ``leaving``.
- ``dialog.WizardDialog``: the frame in a window over the page; ``question`` before one leaves,
  ``finish`` after the last page, every page's ``forget`` when it closes.
- ``vault_wizard.VaultWizard``: the frame in the lock window, ending in an open vault.
- ``watched.Watched``: long work under a dialog, called off by the person or by locking.
- ``work_panel.WorkPanel``: long work on the page itself, with a way to stop it.
- ``act_step.ActStep``: the last page of a long act: watched, then its receipt in its place.
- ``parts``: ``choice`` (a radio button with what it means), ``fact_card``, ``filled_anew``.
"""

"""How long a client's record is kept: its date, holds, notices, paper, transfers."""

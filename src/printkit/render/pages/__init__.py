"""Where the pages of a part turn: its galley, the plan over it, and how the engine is held to the plan."""

"""A second, slow simulator, for tests only: one object per person, one day after the other, one world.

It is written from the rules of meaning alone, shares no code with any engine, and names each rule
where it is carried out. Engines are right where they agree with it in distribution.
"""

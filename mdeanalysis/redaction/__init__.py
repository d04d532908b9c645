"""Copies that are safe to share: every name, address and id replaced by a stable pseudonym, and the way back.

1. Collect. `collect` takes what the parsers know by table column (devices, sites, tags, proxies); `fields` what
   stands behind a name in any text; `tokens` what has a shape of its own (addresses, GUIDs, hosts, accounts, paths).
2. Map. `vault` gives each value a pseudonym by its kind and a secret key, of the same shape (`kinds`, `shapes`), so
   that what was alike stays alike: addresses of one subnet (`addresses`), hosts of one domain, one proxy.
3. Replace. `redactor` does fields, tokens and, with one automaton (`words`), known values anywhere, in whatever
   escapes (`views`, `encoded`); `codec` keeps all other bytes, `carriers` goes into archives, `names` does their
   names.
4. Verify. `verify` reads what was written afresh and looks for every value in it.
"""

# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Before and after a change
#
# The proxy team says that the rule is in place. Is it, and did it break something else? Run the analyzer again on
# the devices, and set both collections side by side: device by device, service by service. What either run did not
# test counts as neither fixed nor broken.
#
# Set `RESULTS` to the collection before the change and `AFTER` to the one after it, and run all cells. As long as
# `AFTER` is empty, what the plan *expects* of its first change stands in its place: that is a forecast and no
# measurement, and what to hold the real collection against.

# %% tags=["parameters"]
RESULTS = "../sample_results"
AFTER = ""

# %%
import mdeanalysis
from mdeanalysis import notebook as nb

before = mdeanalysis.load(RESULTS)
after = mdeanalysis.load(AFTER) if AFTER else nb.expected(before, changes=1)

# %% [markdown]
# ## What is compared
#
# Two collections are alike only if they hold the same devices. **New** devices were not there before, and **gone**
# ones are not there now: neither says anything about the change.

# %%
nb.show(nb.states(before.tables))

# %%
nb.show(nb.states(after.tables))

# %% [markdown]
# ## The answer in one line
#
# A device is **fixed** when every service that failed is reached now, **broken** when one that was reached fails now.
# A change that fixes forty devices and breaks two is not done yet.

# %%
found = mdeanalysis.compare(before, after)
nb.Sentence(nb.compared(found))

# %%
nb.show(found.devices["change"].value_counts().rename_axis("change").reset_index(name="devices"))

# %% [markdown]
# ## Where
#
# By service: does the change reach what it was meant for, and only that?

# %%
nb.change_bars(found.by_service)

# %% [markdown]
# By reason, a device counts under the one for which it fails now, else under the one for which it failed before. If
# `tls_inspection` goes and `timeout` comes, the exemption works and a firewall stands behind it.

# %%
nb.change_bars(found.by_reason)

# %%
nb.change_bars(found.by_site)

# %% [markdown]
# ## Broken: look here first
#
# No rows mean that no device lost a service.

# %%
columns = ["device_name", "site", "state_before", "state_after", "reason_after", "services_broken", "source_after"]
nb.show(found.devices.query("change == 'broken'")[columns], rows=15)

# %% [markdown]
# ## Fixed

# %%
columns = ["device_name", "site", "reason_before", "services_fixed", "source_before", "source_after"]
nb.show(found.devices.query("change == 'fixed'")[columns], rows=15)

# %% [markdown]
# ## Still failing
#
# The next change is for these. Their plan, made of the collection after:

# %%
columns = ["device_name", "site", "reason_before", "reason_after", "source_after"]
nb.show(found.devices.query("change == 'still_failing'")[columns], rows=15)

# %%
nb.plan_bars(nb.make_plan(after.tables))

# %% [markdown]
# ## Not to be told
#
# One of the two runs did not test what the other says: run the analyzer there again before anybody draws conclusions.

# %%
columns = ["device_name", "site", "state_before", "state_after", "services_not_tested"]
nb.show(found.devices.query("change == 'not_tested'")[columns], rows=15)

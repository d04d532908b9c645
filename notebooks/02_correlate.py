# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What do the failing devices have in common?
#
# Devices fail one by one, but rarely for reasons of their own: a proxy that opens TLS, a firewall rule for one
# region, an old Windows version without the roots that it needs, a workspace whose hosts nobody allowed. This
# notebook puts failures against proxy method, region, OS version, workspace and site, says which of them is behind
# it and how sure that is, shows a failing device beside one that works, and ends with what to change first.
#
# Set `RESULTS` to a folder, zip or file of yours and run all cells.

# %% tags=["parameters"]
RESULTS = "../sample_results"

# %%
import mdeanalysis
from mdeanalysis import notebook as nb

fleet = mdeanalysis.load(RESULTS)
tables = fleet.tables

# %% [markdown]
# ## Who fails, of whom
#
# Only devices that **reached** all they require or **failed** some of it are in a rate. One that was cut off or not
# tested tells nothing of the network, and would make a bad proxy look better than it is. Each device counts once,
# however many URLs it fails.

# %%
nb.show(nb.states(tables))

# %% [markdown]
# ## One dimension at a time
#
# A **dimension** is something that devices share or not. Here is each with its *worst* value, the one whose failure
# rate is surely highest. `low` and `high` bound the rate with 95 % confidence (Wilson): 1 of 1 is anything from 21 to
# 100 %, 30 of 40 is 60 to 86 %. `p` says how likely differences like these are if all values had one rate: small is
# suspicious, and with only a few devices it is a rough guide. "(not stated)" is a value too: the tool did not say.

# %%
nb.show(nb.dimensions(tables))

# %% [markdown]
# ### Proxy method
#
# How the sensor gets out: `direct`, a `static` proxy of its own (TelemetryProxyServer), the machine's `winhttp`
# proxy, or `wpad`, a script that is found automatically. `unknown` is the tool's own word for a device on which it
# found no way out: that is a sign of the failure rather than its cause.
#
# The wider the bar, the less the dot means. Two values whose bars overlap by much do not differ for certain.

# %%
nb.dots(nb.crosstab(tables, ["proxy_method"]))

# %% [markdown]
# A proxy method is a habit, a **proxy** is a machine: if one method fails more often, look whether all its proxies
# do.

# %%
nb.dots(nb.crosstab(tables, ["proxy_address"]))

# %% [markdown]
# ### Region
#
# The **region** is where the organisation's data are kept (US, EU, UK, AU and more), and decides which hosts a device
# needs. It is no place on the map: a device in Lyon may belong to a US organisation, and then must reach US hosts.

# %%
nb.dots(nb.crosstab(tables, ["region"]))

# %% [markdown]
# ### OS version
#
# Old systems fail in ways of their own: no TLS 1.2, certificates that were never renewed, another agent with other
# hosts.

# %%
nb.dots(nb.crosstab(tables, ["os_release"]))

# %% [markdown]
# ### Workspace
#
# Windows Server 2012 R2 and 2016 without the unified agent, and older ones, report through the Log Analytics agent to
# a **workspace**, which has hosts of its own. They are tested apart and do not decide about a device's state, so here
# are the failures of these hosts by workspace. No rows mean that no workspace's host was tested.

# %%
nb.show(nb.workspaces(tables))

# %% [markdown]
# ### Site
#
# A site is where a result came from, as its folder or file name tells: mostly one building with its own firewall.

# %%
nb.dots(nb.crosstab(tables, ["site"]))

# %% [markdown]
# ## Two dimensions at once
#
# Darker is worse, and each cell says how many of how many. A **row** that is dark all along speaks against the row's
# value, a **column** against the column's; one dark cell is about the two together. What is not stated is "unknown"
# in these pictures.

# The brackets are each rate's interval. First choose whom to look at, if not everybody; then choose a cell, and its
# devices are listed.

# %%
chosen = nb.DimensionFilter(tables)
chosen

# %%
nb.HeatMap(chosen, rows="region", columns="proxy_method")

# %% [markdown]
# More of them, of all devices, as plain pictures:

# %%
nb.heat_map(nb.failure_rates(tables, rows="os_release", columns="proxy_method"))

# %% [markdown]
# By service, a device counts once for each service that it tested. Is it all of Defender that a site or proxy method
# cannot reach, or one part, say sample upload? A service that fails everywhere is rather a missing rule than a bad
# device.

# %%
nb.heat_map(nb.failure_rates(tables, rows="service", columns="proxy_method"))

# %%
nb.heat_map(nb.failure_rates(tables, rows="service", columns="site"))

# %% [markdown]
# The same as a table with intervals, for any dimensions and, if you like, one service:
# `nb.crosstab(tables, ["site", "proxy_method"], service="command_control")`.

# %%
nb.show(nb.crosstab(tables, ["site", "proxy_method"]), rows=12)

# %% [markdown]
# ## Dimensions that hang together
#
# Sites have their own proxies, and regions their own sites. So a bad proxy makes its site and its region look bad as
# well, and a table by region alone accuses the wrong one. This is **confounding**. `v` (Cramér's V) says how much two
# dimensions hang together: 0 not at all, 1 that one tells the other. Where it is high, do not trust either alone.

# %%
nb.show(nb.entangled(tables), rows=15)

# %% [markdown]
# The way out is to compare like with like. For each region, the dot is its rate as above. The open diamond is how
# often its **peers** fail: devices of *other* regions with the *same* proxy method, mixed as in this region. A
# diamond near the dot says that the region is not to blame, as its devices fail like any other with their proxy
# methods. A diamond far from it, outside the bar, says that the region itself matters. A value without a diamond has
# no peers: nothing in this fleet can tell the two dimensions apart. With few devices dot and diamond are both unsure.

# %%
by_region = nb.within(tables, "region", "proxy_method")
nb.dots(by_region)

# %% [markdown]
# And the other way round: each proxy method against other methods in the same region.

# %%
nb.dots(nb.within(tables, "proxy_method", "region"))

# %% [markdown]
# Here is each pair by itself. Read within one region from method to method, then within one method from region to
# region: what stays bad wherever it goes is the suspect.

# %%
nb.dots(nb.crosstab(tables, ["region", "proxy_method"]), most=20)

# %% [markdown]
# Single proxies against others in the same region tell most, and here their numbers stand in a table. `compared` are
# the devices that have peers, `compared_rate` how many of them failed, and `peers_rate` how many would have if they
# failed as their peers do.

# %%
by_proxy = nb.within(tables, "proxy_address", "region")
columns = ["proxy_address", "failed", "of", "rate", "low", "high", "compared", "compared_rate", "peers_rate"]
nb.show(by_proxy[columns])

# %% [markdown]
# ## Causes
#
# `explain` does all this at once: over every dimension, alone and together, service by service and host by host. It
# names a **cause** only where the failures are more than chance would bring after so many looks (`q`), and the
# shortest condition that tells it. It also says which other conditions fit *the same* devices and so cannot be told
# apart, and which devices meet the condition and work all the same. A cause is a strong hint where to look, and no
# proof: the evidence lines are where to check it. Hosts of workspaces count here too, so more devices may fail than
# in the states above.

# %%
found = nb.explain(tables)
nb.CauseCards(found)

# %%
nb.show(nb.causes(found), rows=20)

# %% [markdown]
# Failures that no cause explains are listed as well. With few devices that is most of them: a condition of three
# devices can hardly be more than chance.

# %%
nb.show(nb.unexplained(found))

# %% [markdown]
# ## A failing device and its twin
#
# A **twin** is the working device that is most like a failing one: same site, system and region where there is such
# a one. What the two share cannot be why only one of them fails; so look at what differs. "(none)" beside URLs is
# what that device did not test. No rows mean that no device of this fleet works.

# %%
device = nb.telling_device(tables, found)
nb.show(nb.beside_twin(tables, device), rows=40)

# %% [markdown]
# Any device by itself, every URL by every method:

# %%
nb.DeviceView(chosen, results_path=RESULTS)

# %% [markdown]
# ## What to change first
#
# A device is free when *all* that it needs is changed. The **plan** puts changes in the order that frees most devices
# soonest. Each bar begins where the one before it ended: light what earlier changes freed, dark what this one adds.

# %%
plan = nb.make_plan(tables)
nb.plan_bars(plan)

# %% [markdown]
# Choose a change: what to ask for follows, and the devices that wait for it, each with a line of evidence.

# %%
nb.PlanTable(plan)

# %%
nb.show(nb.changes(plan), rows=12)

# %% [markdown]
# `mdeanalysis plan RESULTS --tickets DIR` writes this as tickets: for each way out its hosts, devices and lines of
# evidence. After the changes, run the analyzer again and `mdeanalysis compare BEFORE AFTER`: only a new test tells
# that a path is open.

# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What does this network let through, right now?
#
# Results are as old as the day on which somebody ran the analyzer. Meanwhile a rule was changed, or is said to have
# been. This notebook takes one device of the fleet, tries from *this* computer what that device tried, and sets both
# beside each other: what is expected, what the device got, how many of the fleet get through that way, and what
# happens here.
#
# It tells of the network that you sit in, with your proxy settings: run it from the site that you ask about. For each
# URL and method it sends one GET, signs in nowhere and follows no redirect; besides it asks DNS, and fetches the
# proxy script if the network names one. Without a network it runs too, and says in each row what failed.
#
# Set `RESULTS` to a folder, zip or file of yours and run all cells. Probes need the extra `probe`.

# %% tags=["parameters"]
RESULTS = "../sample_results"

# %% [markdown]
# `DEVICE` is a name or a key; `None` takes the device that fails most. The settings are those of `mdeanalysis.probe`:
# time limits in seconds, and what stands in for a policy, such as `"named_proxy": "10.0.0.6:8080"`.

# %%
DEVICE = None
SETTINGS = {"connect_timeout": 3, "read_timeout": 5}

# %%
import mdeanalysis
from mdeanalysis import notebook as nb

fleet = mdeanalysis.load(RESULTS)
device = DEVICE or nb.most_failed(fleet.tables)

# %% [markdown]
# ## What the device found
#
# These are the URLs that will be tried. **expected_status** is what the service answers to a bare request where
# nothing is in the way: 400 from a storage account is as good as 200 from a gateway. **state** is the device's own
# result, from the day of its test.

# %%
of_device = fleet.devices["device_key"].eq(device) | fleet.devices["device_name"].eq(device)
newest = fleet.urls["result_id"].isin(fleet.devices.loc[of_device, "result_id"])
nb.show(fleet.urls.loc[newest, ["url", "context", "service", "expected_status", "state", "reason"]], rows=12)

# %% [markdown]
# ## The same from here
#
# The probe is asynchronous inside and runs in a thread of its own, so it works in a cell although Jupyter has an
# event loop running. Interrupt the kernel and what was tried so far is kept; the rest counts as cut off.

# %%
probed = mdeanalysis.probe(like=(device, RESULTS), **SETTINGS)
nb.live_headline(probed.tables)

# %% [markdown]
# A number below 1000 is the HTTP status of an answer, one from 12000 on is Windows' number for what went wrong.
# The five methods are the analyzer's: the system's own proxy, one that the network announces (WPAD), none, the
# policy's, and one that is given. A method that is not set up here has a dash.

# %%
nb.show(nb.live_part(probed.tables, "urls"), rows=12)

# %% [markdown]
# ## Here and in the fleet
#
# One row for each URL and **way**, which is a method with its proxy. `fleet_reached` of `fleet_tested` devices got
# through by exactly this way, each with its newest result; `device` is the answer of the device above, `live` the one
# of this minute.
#
# `disagree` is what to look at. *most reach it*: the fleet gets through and this computer does not, so something is
# special here: this site's firewall, a proxy that is missing, no network at all. *most fail*: what keeps the fleet
# out does not keep this computer out, so a change has worked, or this computer sits in a better place. Empty where
# both say the same, or where no device went that way.

# %%
beside = nb.live_beside(probed.tables, fleet.tables, device)
nb.show(beside, rows=15)

# %% [markdown]
# Only where they disagree. No rows are good news, if the table above has some.

# %%
nb.show(beside[beside["disagree"] != ""], rows=15)

# %% [markdown]
# ## Why a try failed
#
# Each number with what it means, the library's own words, and how many URLs have it. Name failures first: nothing
# else can be told of a host whose name has no address.

# %%
nb.show(nb.live_part(probed.tables, "failures"), rows=15)

# %% [markdown]
# ## Where names lead
#
# Many of Microsoft's names are **aliases** of others, which differ from region to region and day to day. A firewall
# that allows a host by its addresses of last month fails there. `dns_said` is DNS's own word: NXDOMAIN, there is no
# such name; SERVFAIL, the server failed; LOOP, aliases go in a circle. Where it is not available, DNS itself could
# not be asked, and the aliases between are not known.

# %%
nb.show(nb.live_part(probed.tables, "names"), rows=12)

# %% [markdown]
# ## How long each step takes
#
# The median milliseconds of name, connection, TLS and answer, way by way. A connection that never comes about is the
# firewall; one that stands and never speaks TLS is rather something that inspects.

# %%
nb.show(nb.live_part(probed.tables, "ways"))

# %% [markdown]
# ## Who else answers
#
# The sensor refuses certificates that are not Microsoft's. An **issuer** below is somebody who opens TLS on the way:
# ask for an exemption, not for a root certificate.

# %%
nb.show(nb.live_part(probed.tables, "inspection"))

# %% [markdown]
# Answers that do not count: a block page, with what its sender calls itself; a redirect to a sign-in page; a proxy's
# 407, with the ways to sign in that it offers. The sensor runs as SYSTEM and has no password to give.

# %%
nb.show(nb.live_part(probed.tables, "answers"))

# %% [markdown]
# ## Go on
#
# `probed` is a fleet of one result, with the same tables as any other: `probed.findings`, `probed.attempts`, and
# `probed.live` for every step of every way. To keep it as a report that the analyzer could have written, or to watch
# a change window, use the command:
#
#     mdeanalysis probe --like DEVICE PATH -o MDEClientAnalyzer.txt
#     mdeanalysis probe --region EU --every 5m --until 22:00

# %%
nb.show(probed.findings[["severity", "rule", "subject", "message", "advice"]], rows=20)

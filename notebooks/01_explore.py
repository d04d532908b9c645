# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Explore a pile of analyzer results
#
# Devices do not report to Microsoft Defender for Endpoint, and all you have is a folder of what the client analyzer
# left behind. This notebook reads that folder, shows each table that comes of it, says where devices fail, and
# follows one device down to the lines of text that prove it. Nothing leaves this machine, and nothing in the folder
# is unpacked or run.
#
# Set `RESULTS` to a folder, zip or file of yours and run all cells. Everything to click on can be reached with Tab
# and the arrow keys too.

# %% tags=["parameters"]
RESULTS = "../sample_results"

# %%
import mdeanalysis
from mdeanalysis import notebook as nb

nb.interactive_tables()

# %% [markdown]
# Another path may be typed here, or a few files uploaded; then run the cells below again. Uploads stay on the machine
# that runs this notebook, in a folder that goes when it ends.

# %%
picker = nb.ResultsPicker(RESULTS)
picker

# %%
fleet = mdeanalysis.load(picker.value)

# %% [markdown]
# ## What was read, and what was not
#
# A **device** is a computer; a **result** is what one run of the analyzer on it left behind. One device may have
# several results, of which the newest speaks. Any answer below is only as good as this count: look here first.

# %%
nb.show(nb.coverage(fleet), rows=10)

# %% [markdown]
# A **problem** is input that could not be read or understood. One broken file never costs another its rows.

# %%
nb.show(fleet.problems)

# %% [markdown]
# The **inputs** are the ledger: what each file and archive member was taken for, how many of its lines were
# understood, unknown or skipped, and why. Whatever was met has its row here.

# %%
nb.show(fleet.inputs, rows=10)

# %% [markdown]
# ## The tables
#
# Every table is a pandas DataFrame, and every row that was read says in `source` and `line` where. What the tool
# did not state is `<NA>` in pandas and shown here as *n/a*: not available or not applicable, and never taken for
# "no" or 0.
#
# ### devices
#
# One row a device, with its verdict. **Reached** means that every URL it requires answered as it should;
# **failed**, that one did not. A test that was **cut off** or **not tested** says nothing about the network, so it
# is neither good nor bad; devices that reach what they tested, but never tested some service, stand apart. `of` is
# the number that a share is of.

# %%
nb.show(nb.states(fleet.tables))

# %%
columns = ["device_name", "site", "region", "os_release", "proxy_method", "state", "reason"]
nb.interactive(fleet.devices[[*columns, "failed_urls", "required_urls"]])

# %% [markdown]
# ### results
#
# One row a result: which files it came from, which tool made it and when.

# %%
nb.show(fleet.results[["device_name", "source", "formats", "tool_version", "run_at", "test_state", "superseded"]])

# %% [markdown]
# ### urls
#
# One row a result and URL, with its **state** over all methods: one method that reaches it is enough. `required`
# says whether this device needs the URL, by its region, Windows build and agent.

# %%
columns = ["device_name", "service", "url", "required", "state", "reason", "statuses", "working_methods", "line"]
nb.show(fleet.urls[columns])

# %% [markdown]
# ### attempts
#
# One row a try: one URL by one **method**, that is through the default proxy, by automatic discovery (`wpad`),
# `direct`, or through a named proxy. `outcome` is what the tool printed, `reached` what we conclude: a proxy's own
# 403 is an answer too.

# %%
columns = ["device_name", "host", "method", "outcome", "http_status", "error_code", "reached", "reason", "line"]
nb.show(fleet.attempts[columns])

# %% [markdown]
# ### proxy_settings
#
# One row a place on the device that names a proxy, or says that there is none. Windows has many, and they often
# disagree.

# %%
nb.show(fleet.proxy_settings[["device_name", "scope", "kind", "address", "bypass", "enabled", "line"]])

# %% [markdown]
# ### facts
#
# One row a thing that the report states about the device, in its own words.

# %%
nb.show(fleet.facts[["device_name", "section", "name", "value", "line"]])

# %% [markdown]
# ### events
#
# One row an event of the analyzer itself: what it found wrong, or in order. Its word and our verdict are kept
# apart. Here are its errors and warnings:

# %%
columns = ["device_name", "event_id", "severity", "category", "check", "text", "line"]
nb.show(fleet.events.query("severity != 'Informational'")[columns])

# %% [markdown]
# ### workspace_hosts
#
# One row a Log Analytics workspace and host, on older Windows versions that report through the monitoring agent.

# %%
nb.show(fleet.workspace_hosts[["device_name", "workspace_id", "rule", "host", "outcome", "reason", "line"]])

# %% [markdown]
# ### inventory and coverage
#
# Results cannot tell of devices that sent none. `mdeanalysis.load(RESULTS, inventory="devices.csv")` joins a list of
# the devices that you expect, such as the portal's export: then `inventory` has a row for each of its lines, and
# `coverage` says site by site how many of the expected came, were readable, fresh, tested and healthy.

# %%
nb.show(fleet.coverage)

# %%
nb.show(fleet.inventory)

# %% [markdown]
# ### findings
#
# One row a thing that a rule says is wrong, with advice.

# %%
nb.show(fleet.findings[["device_name", "rule", "severity", "subject", "message", "advice"]])

# %% [markdown]
# ## Where do devices fail?
#
# Each cell counts devices, not URLs: one device that is wholly offline fails every URL, and would drown all others.
# Read the two numbers before the colour: "1 of 1" is as dark as "40 of 40" and proves far less. Devices that were
# cut off, not tested or are unknown are in no rate; a hatched cell has no others.
#
# Any two columns of `devices` will do, and `service` or `host` as well. The two bounds in brackets are where the rate
# itself lies with 95 % confidence. Choose a cell, and its devices are listed.

# %%
nb.HeatMap(fleet.tables, rows="region", columns="proxy_method")

# %% [markdown]
# The numbers behind it, as a table:

# %%
rates = nb.failure_rates(fleet.tables, rows="region", columns="proxy_method")
nb.show(rates.sort_values(["failed", "tested"], ascending=False), rows=12)

# %% [markdown]
# By service, a device counts once for each service of which it tested a URL: does a site lose all of Defender, or
# one part?

# %%
nb.heat_map(nb.failure_rates(fleet.tables, rows="service", columns="site"))

# %% [markdown]
# ## Filter by device and service
#
# Type part of a device's name, choose a service: the rows follow. They are the URLs that decide about each device,
# the failing ones first.

# %%
chosen = nb.UrlFilter(nb.judging_urls(fleet.tables), service="command_control")
chosen

# %% [markdown]
# Boxes to click on live only in a running notebook; a page that is made of it has their tables. `chosen.value` is the
# same rows as a DataFrame.

# %% [markdown]
# ## One device, down to its lines of text
#
# The device with the most failed URLs comes first; type another name as you like. Each cell is one **method** for one
# URL, in one of five states with its status or error number; the reason shows when the mouse rests on it. Choose a
# URL below the grid: its tries follow with their reasons, and then the lines of text that say so, read again from
# where they lie, inside archives too.

# %%
view = nb.DeviceView(fleet.tables, results_path=picker.value)
view

# %% [markdown]
# The same without boxes, for a device by its name or key. In this grid a number is the status of an answer or the
# error of a failed try, and `-` a method that the device does not have.

# %%
device = nb.most_failed(fleet.tables)
nb.show(nb.url_grid(fleet.tables, device), rows=30)

# %% [markdown]
# Every failed try has its reason, and the message as the device's own Windows put it:

# %%
tries = nb.failed_tries(fleet.tables, device)
nb.show(tries[["url", "method", "http_status", "error_code", "reason", "message", "source", "line"]])

# %% [markdown]
# And this is what the file says, around the line of the first of these tries, so that you can check the verdict
# against the tool's own words.

# %%
nb.show(nb.lines_of_first(picker.value, tries))

# %% [markdown]
# ## What has to be reached
#
# The catalogue of endpoints: what devices of a region need, by service and kind of onboarding, and where each row
# comes from. `nb.endpoints(region="EU", service="command_control")` gives it as a DataFrame.

# %%
nb.EndpointBrowser(region="EU")

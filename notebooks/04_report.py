# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A report to send on
#
# One page for those who own the network, or one for those who decide: this notebook chooses what stands in it and
# writes it, as an HTML page that opens anywhere without a network, and as PDF where the extra `pdf` is installed. The
# file holds names and addresses of your devices.
#
# Set `RESULTS` to a folder, zip or file of yours and run all cells.

# %% tags=["parameters"]
RESULTS = "../sample_results"
REPORT = "report.html"
SECTIONS = ["headline", "first", "findings", "services", "sites", "devices", "method"]
TITLE = ""

# %%
from pathlib import Path

import mdeanalysis
from mdeanalysis import notebook as nb

fleet = mdeanalysis.load(RESULTS)

# %% [markdown]
# ## What it will say first
#
# How many devices are in which **state**, of how many. Whoever reads only this must not be misled: a device that was
# never tested counts as neither good nor bad, and each share has its number beside it.

# %%
nb.show(nb.states(fleet.tables))

# %%
nb.state_bars(nb.rows_by(fleet.tables, "site"))

# %% [markdown]
# ## What can stand in it
#
# Each section answers one question. A network team mostly wants `first` (what to change), `proxies` and `failures`; a
# manager `headline`, `sites` and `first`. Always leave `method` in: it says how the numbers came about.

# %%
nb.show(nb.report_sections(), rows=30)

# %% [markdown]
# ## Put one together
#
# Choose sections (Ctrl or Shift for several), language and title, and write. The file lands beside this notebook
# unless a path is given.

# %%
builder = nb.ReportBuilder(fleet, Path(REPORT).with_stem("my_report"))
builder

# %% [markdown]
# ## Or in one line
#
# The same as a call, for a report that is written anew every week. Tables that are too large for one page are put
# into a folder beside it.

# %%
files = nb.write_report(fleet, REPORT, SECTIONS, title=TITLE)
nb.show(nb.written(files))

# %% [markdown]
# As PDF, where the extra `pdf` is there:

# %%
pdf = Path(REPORT).with_suffix(".pdf")
files = nb.write_report(fleet, pdf, SECTIONS, title=TITLE) if nb.can_write_pdf() else []
nb.show(nb.written(files))

# %% [markdown]
# `mdeanalysis report RESULTS -o report.html` does the same without a notebook.

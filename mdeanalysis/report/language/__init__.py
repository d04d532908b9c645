"""Languages of a report: catalogues of texts, sentences told anew, numbers and days as each writes them."""

/* {"api": "folio_put", "release": "5.16", "commit": "b620f63358cd", "role": "release", "comment": "drops a reference without the device-page hook of put_page()"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct folio *folio)
{
	folio_put(folio);
}

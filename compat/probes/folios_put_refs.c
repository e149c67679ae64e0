/* {"api": "folios_put_refs", "release": "6.9", "commit": "-", "role": "means", "comment": "plain; drops as many references of each folio as it is told, and may be told none"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct folio_batch *folios, unsigned int *refs)
{
	folios_put_refs(folios, refs);
}

/* {"api": "vm_flags_set", "release": "6.3", "commit": "bc292ab00f6c", "role": "report", "comment": "references the GPL-only __vma_start_write with PER_VMA_LOCK since 6.15"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct vm_area_struct *vma)
{
	vm_flags_set(vma, VM_DONTEXPAND);
}

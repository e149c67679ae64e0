/* {"api": "generic_pipe_buf_release", "release": "4.14", "commit": "-", "role": "means", "comment": "plain, and its body is put_page(buf->page), in every kernel from 4.14 to 7.3-rc7"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct pipe_buffer *buf)
{
	generic_pipe_buf_release(NULL, buf);
}

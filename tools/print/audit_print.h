/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What audit and explain print of a judgement.
 */
#ifndef KSHIM_AUDIT_PRINT_H
#define KSHIM_AUDIT_PRINT_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/judge.h"

struct json_object;

/* The findings, as text for people and mailing lists. @all: every use, not the first few. */
void audit_text(const struct judgement *judgement, bool all);

/* The same without its headline. */
void audit_text_findings(const struct judgement *judgement, bool all);

/* The places of a finding, a line each: the first @most; @option lists the others. */
#define AUDIT_ALL SIZE_MAX
void audit_text_uses(const struct judgement *judgement, const struct finding *finding,
		     size_t most, const char *option);

/* What it would take to get round a finding, to be freed; NULL without memory. */
char *audit_advice(const struct judgement *judgement, const struct finding *finding);

/* As a JSON object: "path" to "findings". NULL without memory. */
struct json_object *audit_json(const struct judgement *judgement);

/* One of its findings. The judgement's object may be NULL where it has no uses. */
struct json_object *audit_json_finding(const struct judgement *judgement,
				       const struct finding *finding);

#endif /* KSHIM_AUDIT_PRINT_H */

/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "print/machine_print.h"
#include "print/table.h"
#include "shared/json.h"
#include "shared/terminal.h"

static const char *state_name(enum cell_state state)
{
	static const char *const names[] = {
		[CELL_OK] = "ok",	    [CELL_KSHIM] = "with kshim",
		[CELL_UNKNOWN] = "unknown", [CELL_NEEDS] = "with kshim",
		[CELL_BREAKS] = "breaks",
	};

	return names[state];
}

static enum shade shade_of(const struct cell *cell)
{
	switch (cell->state) {
	case CELL_OK:
	case CELL_KSHIM:
		return SHADE_GOOD;
	case CELL_BREAKS:
		return SHADE_BAD;
	default:
		return SHADE_NONE;
	}
}

static char *cell_text(const struct cell *cell)
{
	char *text;

	if (cell->state != CELL_BREAKS && cell->state != CELL_NEEDS)
		return strdup(state_name(cell->state));
	return asprintf(&text, "%s: %s",
			cell->state == CELL_NEEDS ? "needs kshim" : "breaks",
			cell->symbol ?: "?") < 0 ?
		       NULL :
		       text;
}

bool machine_has_findings(const struct machine *machine)
{
	size_t i;

	for (i = 0; machine->kernel_count && i < machine->module_count; i++)
		if (machine->modules[i].cells[machine->next].state >= CELL_UNKNOWN)
			return true;
	return false;
}

static void print_table(const struct machine *machine)
{
	struct table *table = table_new();
	size_t i, j;

	for (j = 0; j < machine->kernel_count; j++)
		table_head(table, machine->kernels[j].release);
	for (i = 0; i < machine->module_count; i++) {
		const struct machine_module *module = &machine->modules[i];

		table_row(table, module->name);
		for (j = 0; j < machine->kernel_count; j++) {
			char *text = cell_text(&module->cells[j]);

			table_cell(table, text ? shown(text) : "?",
				   shade_of(&module->cells[j]));
			free(text);
		}
	}
	table_print(table);
	table_free(table);
}

/* The kernels from @kernel on of which the same is said; *@last is the newest of them. */
static char *same_kernels(const struct machine *machine, size_t module, size_t kernel,
			  size_t *last)
{
	const struct cell *cells = machine->modules[module].cells;
	char *list = NULL;
	size_t length, i;
	FILE *memory = open_memstream(&list, &length);

	for (i = kernel; memory && i < machine->kernel_count; i++) {
		if (!cells[i].why || strcmp(cells[i].why, cells[kernel].why))
			continue;
		fprintf(memory, "%s%s", i == kernel ? "" : ", ",
			machine->kernels[i].release);
		*last = i;
	}
	return memory && !fclose(memory) ? list : NULL;
}

/* Was the same said of an earlier kernel? */
static bool is_said(const struct machine_module *module, size_t kernel)
{
	size_t i;

	for (i = 0; i < kernel; i++)
		if (module->cells[i].why &&
		    !strcmp(module->cells[i].why, module->cells[kernel].why))
			return true;
	return false;
}

static void print_reason(const struct machine *machine, size_t module, size_t kernel,
			 bool quiet)
{
	const struct machine_module *one = &machine->modules[module];
	size_t last = kernel;
	char *kernels = quiet ? strdup(machine->kernels[kernel].release) :
				same_kernels(machine, module, kernel, &last);

	printf("%s%s on %s: %s\n", quiet ? "kshim: " : "", shown(one->name),
	       kernels ?: "?", shown(one->cells[kernel].why));
	if (one->cells[last].remedy)
		printf(" -> %s\n", shown(one->cells[last].remedy));
	free(kernels);
}

static void print_reasons(const struct machine *machine, bool quiet)
{
	size_t i, j;

	for (i = 0; i < machine->module_count; i++)
		for (j = 0; j < machine->kernel_count; j++) {
			const struct cell *cell = &machine->modules[i].cells[j];

			if (!cell->why)
				continue;
			if (quiet ? j == machine->next && cell->state >= CELL_NEEDS :
				    !is_said(&machine->modules[i], j))
				print_reason(machine, i, j, quiet);
		}
}

/* Modules on the next kernel in this state. */
static size_t count(const struct machine *machine, enum cell_state state)
{
	size_t i, found = 0;

	for (i = 0; i < machine->module_count; i++)
		found += machine->modules[i].cells[machine->next].state == state;
	return found;
}

static void print_sum(const struct machine *machine, bool quiet)
{
	size_t breaks = count(machine, CELL_BREAKS), needs = count(machine, CELL_NEEDS),
	       unknown = count(machine, CELL_UNKNOWN);
	const char *release = machine->kernels[machine->next].release;

	if (quiet && !breaks && !needs && !unknown)
		return;
	printf("%s%zu of %zu modules load on %s", quiet ? "kshim: " : "",
	       machine->module_count - breaks - needs - unknown, machine->module_count,
	       release);
	printf(", the newest kernel%s",
	       !strcmp(release, machine->running) ? ", which runs" : "");
	if (breaks)
		printf("; %zu break%s", breaks, breaks == 1 ? "s" : "");
	if (needs)
		printf("; %zu need%s kshim", needs, needs == 1 ? "s" : "");
	if (unknown)
		printf("; of %zu it is unknown", unknown);
	printf(".\n");
}

void machine_text(const struct machine *machine, bool quiet)
{
	if (!machine->kernel_count || !machine->module_count) {
		if (!quiet)
			printf("There is no %s.\n",
			       machine->kernel_count ?
				       "module on this machine beside the kernel's own "
				       "and kshim's" :
				       "kernel on this machine");
		return;
	}
	print_sum(machine, quiet);
	if (!quiet) {
		putchar('\n');
		print_table(machine);
		putchar('\n');
	}
	print_reasons(machine, quiet);
}

static struct json_object *json_cell(const struct cell *cell, const char *release)
{
	struct json_object *object = json_object_new_object();

	json_put_string(object, "kernel", release);
	json_put_string(object, "state",
			cell->state == CELL_NEEDS ? "needs kshim" :
						    state_name(cell->state));
	json_put_string(object, "symbol", cell->symbol);
	json_put_string(object, "why", cell->why);
	json_put_string(object, "remedy", cell->remedy);
	json_put_string(object, "incident", cell->incident);
	return object;
}

struct json_object *machine_json(const struct machine *machine)
{
	struct json_object *object = json_object_new_object();
	struct json_object *kernels = json_object_new_array();
	struct json_object *modules = json_object_new_array();
	size_t i, j;

	json_put_string(object, "host", machine->host);
	json_put_string(object, "running", machine->running);
	json_put_string(object, "next",
			machine->kernel_count ? machine->kernels[machine->next].release :
						NULL);
	for (j = 0; j < machine->kernel_count; j++)
		json_object_array_add(
			kernels, json_object_new_string(machine->kernels[j].release));
	for (i = 0; i < machine->module_count; i++) {
		struct json_object *module = json_object_new_object();
		struct json_object *cells = json_object_new_array();

		json_put_string(module, "name", machine->modules[i].name);
		json_put_string(module, "version", machine->modules[i].version);
		for (j = 0; j < machine->kernel_count; j++)
			json_object_array_add(cells,
					      json_cell(&machine->modules[i].cells[j],
							machine->kernels[j].release));
		json_object_object_add(module, "cells", cells);
		json_object_array_add(modules, module);
	}
	json_object_object_add(object, "kernels", kernels);
	json_object_object_add(object, "modules", modules);
	return object;
}

int machine_html(const struct machine *machine, const struct matrix *matrix,
		 const char *path, struct failure *failure)
{
	struct json_object *document = matrix_json(matrix);
	char date[32] = "";
	time_t now = time(NULL);
	struct tm parts;

	if (localtime_r(&now, &parts))
		strftime(date, sizeof(date), "%Y-%m-%d %H:%M", &parts);
	json_put_string(document, "date", date);
	json_object_object_add(document, "machine", machine_json(machine));
	return matrix_page(document, path, failure);
}

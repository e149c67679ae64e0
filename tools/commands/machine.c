/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim audit without operands: does every module of this machine load on every kernel of it?
 */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "commands/consumer.h"
#include "commands/machine.h"
#include "commands/matrix.h"
#include "judge/judge.h"
#include "print/audit_print.h"
#include "print/machine_print.h"
#include "read/exports.h"
#include "read/log.h"
#include "shared/array.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/scratch.h"
#include "shared/terminal.h"
#include "shared/text.h"

/* A module's file that was built or installed for a kernel. */
struct built {
	const char *name;
	const char *release;
	const char *path;
};

struct survey {
	const struct machine_options *options;
	const struct catalogue *catalogue;
	struct machine machine;
	struct built *files;
	size_t file_count;
	char *lines; /* that all names are from */
	/* Of the kernel that is looked at. */
	struct kernel kernel;
	bool has_kshim; /* DKMS knows kshim */
	struct messages *messages;
};

static int take_line(struct survey *survey, char *line)
{
	struct machine *machine = &survey->machine;
	char *kind = strsep(&line, "\t"), *first = strsep(&line, "\t"),
	     *second = strsep(&line, "\t");

	if (!second)
		return *kind ? -EINVAL : 0;
	if (!strcmp(kind, "kernel")) {
		struct machine_kernel *kernel =
			ARRAY_MORE(machine->kernels, machine->kernel_count);

		if (!kernel)
			return -ENOMEM;
		*kernel = (struct machine_kernel){ first, second };
	} else if (!strcmp(kind, "module")) {
		struct machine_module *module =
			ARRAY_MORE(machine->modules, machine->module_count);

		if (!module)
			return -ENOMEM;
		*module = (struct machine_module){ .name = first, .version = second };
	} else if (line) {
		struct built *built = ARRAY_MORE(survey->files, survey->file_count);

		if (!built)
			return -ENOMEM;
		*built = (struct built){ first, second, line };
	}
	return 0;
}

/* tools/ask/machine knows what there is. */
static int look_around(struct survey *survey, struct failure *failure)
{
	const char *const arguments[] = { "tools/ask/machine", NULL };
	struct machine *machine = &survey->machine;
	char *rest, *line;
	size_t i;
	int error = helper_run(arguments, &survey->lines, failure);

	for (rest = survey->lines; !error && (line = strsep(&rest, "\n"));)
		error = take_line(survey, line);
	for (i = 0; !error && i < machine->module_count; i++) {
		machine->modules[i].cells = calloc(machine->kernel_count + 1,
						   sizeof(*machine->modules[i].cells));
		if (!machine->modules[i].cells)
			error = -ENOMEM;
	}
	if (machine->kernel_count)
		machine->next = machine->kernel_count - 1;
	if (error == -EINVAL)
		return failure_set(failure, error,
				   "tools/ask/machine said something else.",
				   "Install kshim anew.",
				   "The modules of this machine are not known.");
	return error == -ENOMEM ? failure_memory(failure) : error;
}

/* @why and @remedy become the cell's; @upstream: what is known of the symbol, or NULL. */
static void set_cell(struct cell *cell, enum cell_state state, const char *symbol,
		     char *why, char *remedy, const struct remedy *upstream)
{
	/* Of several, the gravest. */
	if (cell->why && cell->state >= state) {
		free(why);
		free(remedy);
		return;
	}
	free(cell->symbol);
	free(cell->why);
	free(cell->remedy);
	free(cell->incident);
	cell->incident = upstream && upstream->kind != REMEDY_NONE ?
				 remedy_sentence(upstream) :
				 NULL;
	cell->state = state;
	cell->symbol = symbol ? strdup(symbol) : NULL;
	cell->why = why;
	cell->remedy = remedy;
}

static void set_unknown(struct cell *cell, char *why, char *remedy)
{
	set_cell(cell, CELL_UNKNOWN, NULL, why, remedy, NULL);
}

static char *enable(const struct survey *survey, const struct machine_module *module,
		    const struct remedy *remedy)
{
	return consumer_enable_command(module->name, remedy->api, survey->kernel.release);
}

/* A GPL-only symbol for which kshim, where it is, has a substitute on the kernel that is looked at. */
static bool is_replaced(struct survey *survey, const char *symbol,
			const struct remedy *remedy)
{
	return survey->has_kshim && remedy->kind == REMEDY_SUBSTITUTE &&
	       consumer_is_served(survey->kernel.release, remedy->api, symbol);
}

static char *describe(const struct judgement *judgement, const struct finding *finding)
{
	switch (finding->problem) {
	case PROBLEM_GPL:
		return text_of("%s is GPL-only", finding->symbol);
	case PROBLEM_MISSING:
		return text_of("%s is exported by nobody", finding->symbol);
	case PROBLEM_NAMESPACE:
		return text_of("%s is in the namespace %s", finding->symbol,
			       finding->export->namespace);
	case PROBLEM_DUPLICATE:
		return text_of("it exports %s, as the kernel does", finding->symbol);
	default:
		return text_of("%s: %s", finding->symbol,
			       finding->detail ?: problem_name(finding->problem));
	}
}

static void take_finding(struct survey *survey, const struct machine_module *module,
			 struct cell *cell, const struct judgement *judgement,
			 const struct finding *finding)
{
	char *why = describe(judgement, finding);

	if (finding->problem == PROBLEM_UNKNOWN)
		set_unknown(cell, why, NULL);
	else if (finding->problem == PROBLEM_GPL &&
		 is_replaced(survey, finding->symbol, &finding->remedy))
		set_cell(cell, CELL_NEEDS, finding->symbol, why,
			 enable(survey, module, &finding->remedy), &finding->remedy);
	else
		set_cell(cell, CELL_BREAKS, finding->symbol, why,
			 audit_advice(judgement, finding), &finding->remedy);
}

/* Does it use what kshim.ko exports? */
static bool uses_kshim(const struct object *object)
{
	size_t i;

	for (i = 0; i < object->symbol_count; i++)
		if (object_needs(object, &object->symbols[i]) &&
		    !strncmp(object->symbols[i].name, "kshim_", 6))
			return true;
	return false;
}

/* What the loader would say of the file @path. */
static int judge_file(struct survey *survey, const struct machine_module *module,
		      struct cell *cell, const char *path, struct failure *failure)
{
	struct judgement judgement = { 0 };
	struct object *object;
	size_t i;
	int error = object_open(&object, path, failure);

	if (error)
		return error;
	error = kernel_complete(&survey->kernel, object, failure);
	error = error ?:
			judge(&judgement, object, &survey->kernel, NULL,
			      survey->catalogue, failure);
	for (i = 0; !error && i < judgement.finding_count; i++)
		take_finding(survey, module, cell, &judgement, &judgement.findings[i]);
	if (!error && !cell->why && cell->state == CELL_OK && uses_kshim(object))
		cell->state = CELL_KSHIM;
	judgement_free(&judgement);
	object_close(object);
	return error;
}

/* Modules that are built together are loaded together. */
static int add_exports(struct survey *survey, const char *path, struct failure *failure)
{
	struct object *object;
	int error = object_open(&object, path, failure);

	if (!error)
		error = exports_add(survey->kernel.symvers, object, true, failure);
	object_close(object);
	return error;
}

/* The line without the folder in which it was built, which is gone soon. */
static const char *without_folder(const char *line)
{
	const char *build = *line == '/' ? strstr(line, "/build/") : NULL;

	return build ? build + strlen("/build/") : line;
}

static bool any_way(const char *function, const void *data)
{
	return true;
}

/* Why a build failed, out of its log: the first symbol that is at fault. */
static int judge_log(struct survey *survey, const struct machine_module *module,
		     struct cell *cell, const char *path, struct failure *failure)
{
	const struct way way = { any_way, NULL };
	struct log log = { 0 };
	size_t length, i;
	char *text;
	int error = file_read(path, &text, &length, failure);

	if (error)
		return error;
	if (!survey->messages)
		error = messages_open(&survey->messages, failure);
	error = error ?: log_read(&log, survey->messages, text, failure);
	for (i = 0; !error && i < log.count; i++) {
		const struct match *match = &log.reports[i].match;
		const char *symbol = match->fields[FIELD_SYMBOL];
		struct remedy remedy = { REMEDY_NONE };

		if (match->message->kind->rank != RANK_ERROR)
			continue;
		if (!strcmp(match->message->kind->name, "no-kshim")) {
			/* A build by DKMS itself would build that before. */
			set_unknown(cell,
				    strdup("kshim, with which it is to be built, was not "
					   "built for this kernel"),
				    text_of("dkms autoinstall -k %s",
					    survey->kernel.release));
			continue;
		}
		if (symbol && !strcmp(match->message->kind->name, "gpl"))
			remedy = catalogue_find(survey->catalogue, symbol,
						&survey->kernel, &way);
		if (symbol && is_replaced(survey, symbol, &remedy))
			set_cell(cell, CELL_NEEDS, symbol,
				 text_of("%s is GPL-only", symbol),
				 enable(survey, module, &remedy), &remedy);
		else
			set_cell(cell, CELL_BREAKS, symbol ?: "build",
				 strdup(without_folder(log.reports[i].line)),
				 text_of("dkms build %s/%s -k %s; kshim explain %s",
					 module->name, module->version,
					 survey->kernel.release, module->name),
				 &remedy);
	}
	if (!error && !cell->why)
		set_cell(cell, CELL_BREAKS, "build",
			 strdup("DKMS can't build it, and no message that kshim knows "
				"says why"),
			 text_of("dkms build %s/%s -k %s", module->name, module->version,
				 survey->kernel.release),
			 NULL);
	log_free(&log);
	free(text);
	return error;
}

/* Build it anew where nobody sees it, and judge what came out. */
static int build(struct survey *survey, const struct machine_module *module,
		 struct cell *cell, struct failure *failure)
{
	char *folder = scratch_make(failure), *lines = NULL, *rest, *line;
	const char *const arguments[] = {
		"tools/ask/dkms-build", module->name, module->version,
		survey->kernel.release, folder,	      NULL
	};
	int error, pass;

	if (!folder)
		return -ENOMEM;
	error = helper_run(arguments, &lines, failure);
	if (error == -ECHILD)
		error = failure_set(failure, error, "The reason stands above.",
				    "Mend that, or leave out --build.",
				    "%s can't be built.", module->name);
	/* First what they export to each other. */
	for (pass = 0; !error && pass < 2; pass++) {
		char *copy = strdup(lines);

		for (rest = copy; !error && (line = strsep(&rest, "\n"));) {
			const char *kind = strsep(&line, "\t");

			if (!line)
				continue;
			if (!pass)
				error = strcmp(kind, "file") ?
						0 :
						add_exports(survey, line, failure);
			else if (!strcmp(kind, "not"))
				set_unknown(cell,
					    text_of("DKMS did not come to build it: %s",
						    line),
					    text_of("dkms autoinstall -k %s",
						    survey->kernel.release));
			else if (!strcmp(kind, "log"))
				error = judge_log(survey, module, cell, line, failure);
			else
				error = judge_file(survey, module, cell, line, failure);
		}
		free(copy);
	}
	free(lines);
	scratch_remove(folder);
	return error;
}

static int fill_cell(struct survey *survey, const struct machine_module *module,
		     struct cell *cell, struct failure *failure)
{
	bool any = false;
	size_t i;
	int error = 0;

	for (i = 0; !error && i < survey->file_count; i++) {
		const struct built *built = &survey->files[i];

		if (strcmp(built->name, module->name) ||
		    strcmp(built->release, survey->kernel.release))
			continue;
		any = true;
		error = judge_file(survey, module, cell, built->path, failure);
	}
	if (any || error)
		return error;
	if (survey->options->build && *module->version)
		return build(survey, module, cell, failure);
	set_unknown(
		cell, strdup("it was not built for this kernel"),
		*module->version ?
			text_of("kshim audit --build tries that; dkms autoinstall -k %s "
				"does it",
				survey->kernel.release) :
			strdup("install it for this kernel, or take it off this "
			       "machine"));
	return 0;
}

static int fill_column(struct survey *survey, size_t column, struct failure *failure)
{
	struct machine *machine = &survey->machine;
	const struct machine_kernel *kernel = &machine->kernels[column];
	size_t i;
	int error = 0;

	if (*kernel->build)
		error = kernel_find(&survey->kernel, kernel->release, failure);
	for (i = 0; !error && i < machine->module_count; i++) {
		const struct machine_module *module = &machine->modules[i];

		progress(column * machine->module_count + i,
			 machine->kernel_count * machine->module_count, module->name);
		if (*kernel->build)
			error = fill_cell(survey, module, &module->cells[column],
					  failure);
		else
			set_unknown(
				&module->cells[column],
				strdup("the kernel's headers, which tell what it "
				       "exports, "
				       "aren't installed"),
				text_of("install the headers of %s", kernel->release));
	}
	kernel_free(&survey->kernel);
	return error;
}

static int print(const struct survey *survey, struct failure *failure)
{
	struct json_object *document;
	struct matrix matrix = { 0 };
	int error;

	if (survey->options->html) {
		error = matrix_read(&matrix, NULL, false, failure);
		if (!error)
			error = machine_html(&survey->machine, &matrix,
					     survey->options->html, failure);
		matrix_free(&matrix);
		return error;
	}
	if (!survey->options->json) {
		machine_text(&survey->machine, survey->options->quiet);
		return 0;
	}
	document = json_document();
	json_object_object_add(document, "machine", machine_json(&survey->machine));
	return json_print(document, failure);
}

static void survey_free(struct survey *survey)
{
	struct machine *machine = &survey->machine;
	size_t i, j;

	for (i = 0; i < machine->module_count; i++) {
		for (j = 0; machine->modules[i].cells && j < machine->kernel_count; j++) {
			free(machine->modules[i].cells[j].symbol);
			free(machine->modules[i].cells[j].why);
			free(machine->modules[i].cells[j].remedy);
			free(machine->modules[i].cells[j].incident);
		}
		free(machine->modules[i].cells);
	}
	free(machine->modules);
	free(machine->kernels);
	free(survey->files);
	free(survey->lines);
	messages_close(survey->messages);
}

int machine_audit(const struct machine_options *options,
		  const struct catalogue *catalogue, bool *found, struct failure *failure)
{
	struct survey survey = { .options = options, .catalogue = catalogue };
	struct machine *machine = &survey.machine;
	struct utsname name;
	char *tree = NULL;
	size_t i;
	int error = consumer_tree(&tree, failure);

	uname(&name);
	machine->running = name.release;
	machine->host = name.nodename;
	survey.has_kshim = !error && consumer_known(tree, "kshim");
	free(tree);
	if (!error)
		error = look_around(&survey, failure);
	for (i = 0; !error && i < machine->kernel_count; i++)
		error = fill_column(&survey, i, failure);
	if (machine->module_count && machine->kernel_count)
		progress(1, 1, "");
	if (!error) {
		*found = machine_has_findings(machine);
		error = print(&survey, failure);
	}
	survey_free(&survey);
	return error;
}

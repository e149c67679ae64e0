/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim explain: what is this error, what pulls it in, and what does it take here? Of a line, a
 * log, the log that DKMS has of a module; or of an API.
 */
#include <errno.h>
#include <fts.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/consumer.h"
#include "commands/options.h"
#include "commands/why.h"
#include "judge/judge.h"
#include "print/audit_print.h"
#include "print/explain_print.h"
#include "shared/array.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/text.h"

/* Each takes a compiler some seconds. */
#define NAMES_ASKED 6

/* An object that was opened for a module of the log. */
struct looked_at {
	char *module; /* as the log has it */
	char *path;
	struct object *object; /* NULL: none was found */
	struct judgement judgement;
};

struct options {
	const char *kernel;
	const char *includes;
	const char *licence;
	bool json;
	bool verbose;
};

struct explain {
	struct options options;
	struct messages *messages;
	struct catalogue *catalogue;
	struct log log;
	char *folder;		/* of the log, or NULL */
	char *tree;		/* DKMS's, or NULL */
	char *consumer;		/* what DKMS knows that the log is of, or NULL */
	struct kernel kernel;	/* without symvers where it isn't here */
	struct judgement alone; /* of no object */
	struct looked_at **objects;
	size_t object_count;
	struct finding **asked; /* those of no judgement */
	size_t asked_count;
	struct explanations explanations;
};

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.arguments = "-|LOG|NAME|'LINE'|API...",
		.about = "Tells what an error of modpost, of the module loader or of the "
			 "compiler is about, which calls pull it in, whether upstream "
			 "meant it, and what it takes here. Its input is a log ('-': "
			 "standard input), a line, the name of a module that DKMS "
			 "knows; or an API, a name (put_page) or a statement "
			 "('static_branch_enable(&key)'), of which it compiles a caller. "
			 "Also called why.",
		.status =
			"0 nothing is in the way, 1 something is, 2 trouble, or nothing "
			"that is known.",
		.least = 1,
		.most = INT_MAX,
		.wrong =
			"Neither a log, a line, a module of DKMS's nor an API was named.",
	};
	const struct option_entry table[] = {
		{ OPTION_KERNEL, .text = &options->kernel },
		{ 'i', "includes", "FILE",
		  "of an API: include FILE behind the common headers",
		  .text = &options->includes },
		{ 'l', "license", "STRING",
		  "of an API: the caller's MODULE_LICENSE (default: Proprietary)",
		  .text = &options->licence },
		{ 'v', "verbose", NULL, "all of it, with references",
		  .flag = &options->verbose },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};

	options->licence = "Proprietary";
	return options_parse(&usage, table, argc, argv, failure);
}

/* The log tells which one it is; a build tree in it is as good as a release. */
static int find_kernel(struct explain *explain, struct failure *failure)
{
	const char *name = explain->options.kernel ?: explain->log.release;
	struct failure ignored = { 0 };
	int error = kernel_find(&explain->kernel, name, &ignored);

	if (error && (explain->options.kernel || ignored.what)) {
		*failure = ignored;
		return error;
	}
	failure_free(&ignored);
	if (error) {
		/* It was told why; what the message means is known all the same. */
		kernel_free(&explain->kernel);
		explain->kernel.release = name ? strdup(name) : NULL;
	}
	explain->alone.kernel = &explain->kernel;
	return 0;
}

static char *path_of(const char *folder, const char *stem, const char *suffix)
{
	char *path;

	if (asprintf(&path, "%s%s%s%s", folder, *folder ? "/" : "", stem, suffix) < 0)
		return NULL;
	if (!access(path, R_OK))
		return path;
	free(path);
	return NULL;
}

/* Below @folder, a file called @name; to be freed, or NULL. */
static char *search(const char *folder, const char *name)
{
	char *folders[] = { (char *)folder, NULL }, *path = NULL;
	FTS *walk = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	while (walk && !path && (entry = fts_read(walk))) {
		if (entry->fts_level > 5)
			fts_set(walk, entry, FTS_SKIP);
		else if (entry->fts_info == FTS_F && !strcmp(entry->fts_name, name))
			path = strdup(entry->fts_path);
	}
	if (walk)
		fts_close(walk);
	return path;
}

/* The module that the log calls @module, with this suffix, where the log says that make worked. */
static char *find_file(const struct explain *explain, const char *module,
		       const char *suffix)
{
	const char *slash = strrchr(module, '/');
	size_t length = strlen(module), i;
	char *stem, *path = NULL;

	for (i = 0; i < 2; i++) {
		const char *known = i ? ".o" : ".ko";

		if (length > strlen(known) &&
		    !strcmp(module + length - strlen(known), known))
			length -= strlen(known);
	}
	stem = strndup(module, length);
	if (!stem)
		return NULL;
	if (*stem == '/')
		path = path_of("", stem, suffix);
	for (i = explain->log.folder_count; !path && i--;)
		path = path_of(explain->log.folders[i], stem, suffix);
	if (!path && explain->folder)
		path = path_of(explain->folder, stem, suffix);
	if (!path && !explain->folder)
		path = path_of(".", stem, suffix);
	if (!path && (explain->folder || explain->log.folder_count)) {
		char *name;

		slash = strrchr(stem, '/');
		if (asprintf(&name, "%s%s", slash ? slash + 1 : stem, suffix) >= 0) {
			path = search(explain->folder ?: explain->log.folders[0], name);
			free(name);
		}
	}
	free(stem);
	return path;
}

/* What the loader was given is installed; what modpost was given lies where make worked. */
static int open_object(struct explain *explain, struct looked_at *looked,
		       bool is_installed, struct failure *failure)
{
	int error = 0;

	if (is_installed) {
		char *name = strndup(looked->module, strcspn(looked->module, "."));

		error = kernel_add_installed(&explain->kernel, failure);
		if (!error && name)
			looked->object = kernel_open_installed(&explain->kernel, name);
		free(name);
		if (error || looked->object)
			return error;
		looked->path = find_file(explain, looked->module, ".ko");
	} else {
		looked->path = find_file(explain, looked->module, ".o") ?:
				       find_file(explain, looked->module, ".ko");
	}
	return looked->path ? object_open(&looked->object, looked->path, failure) : 0;
}

static int judge_object(struct explain *explain, struct looked_at *looked,
			struct failure *failure)
{
	int error = kernel_complete(&explain->kernel, looked->object, failure);

	return error ?:
		       judge(&looked->judgement, looked->object, &explain->kernel, NULL,
			     explain->catalogue, failure);
}

/* The judgement of the module @name, or NULL where there is no object; NULL and trouble. */
static const struct judgement *look_at(struct explain *explain, const char *name,
				       bool is_installed, struct failure *failure)
{
	struct looked_at *looked, **more;
	size_t i;

	for (i = 0; i < explain->object_count; i++) {
		looked = explain->objects[i];
		if (!strcmp(looked->module, name))
			return looked->object ? &looked->judgement : NULL;
	}
	more = ARRAY_MORE(explain->objects, explain->object_count);
	looked = calloc(1, sizeof(*looked));
	if (more)
		*more = looked;
	if (!more || !looked || !(looked->module = strdup(name))) {
		explain->object_count -= more && !looked;
		failure_memory(failure);
		return NULL;
	}
	if (open_object(explain, looked, is_installed, failure) || !looked->object ||
	    judge_object(explain, looked, failure))
		return NULL;
	return &looked->judgement;
}

static const struct finding *find_finding(const struct judgement *judgement,
					  const char *symbol)
{
	size_t i;

	for (i = 0; i < judgement->finding_count; i++)
		if (!strcmp(judgement->findings[i].symbol, symbol))
			return &judgement->findings[i];
	return NULL;
}

static bool any_way(const char *function, const void *data)
{
	return true;
}

/* Without an object: what a module that isn't GPL-compatible may do with the symbol. */
static const struct finding *ask_symbol(struct explain *explain, const char *symbol,
					const char *module, bool gpl_compatible)
{
	struct finding *finding = calloc(1, sizeof(*finding)), **more;
	const struct module asked = { .name = module, .gpl_compatible = gpl_compatible };
	const struct way way = { any_way, NULL };

	more = finding ? ARRAY_MORE(explain->asked, explain->asked_count) : NULL;
	if (!more) {
		free(finding);
		return NULL;
	}
	*more = finding;
	finding->symbol = symbol;
	finding->export = symvers_find(explain->kernel.symvers, symbol);
	finding->problem = problem_of(&explain->kernel, &asked, symbol, false);
	finding->is_closed =
		finding->problem == PROBLEM_NAMESPACE &&
		namespace_is_closed(&explain->kernel, finding->export->namespace);
	finding->remedy =
		catalogue_find(explain->catalogue, symbol, &explain->kernel, &way);
	return finding;
}

/* How the module gets a substitute, as commands to type. */
static char *use_substitute(struct explain *explain, const struct finding *finding,
			    const char *module)
{
	const char *release = explain->kernel.release, *api = finding->remedy.api;
	bool known = explain->tree && consumer_known(explain->tree, "kshim");
	char *consumer = NULL, *enable = NULL, *option = consumer_api_option(api),
	     *text = NULL;
	const char *first = known ? "" :
				    "install kshim-dkms (or run quickstart in a checkout "
				    "of kshim), then: ";

	if (explain->consumer)
		consumer = strdup(explain->consumer);
	else if (explain->tree && module)
		consumer = consumer_of_module(explain->tree, module);
	if (consumer)
		enable = consumer_enable_command(consumer, api, release);
	if (known && !consumer_is_served(release, api, finding->symbol))
		text = text_of(
			"kshim-config --kernel %s --cflags --api %s   (which says why "
			"kshim has no flags for it on this kernel)",
			release, api ?: "API");
	else if (enable)
		text = text_of("%s%s", first, enable);
	else if (option)
		text = text_of(
			"%smake with KCFLAGS=\"$(kshim-config --kernel %s %s--cflags)\" "
			"KBUILD_EXTRA_SYMBOLS=\"$(kshim-config --kernel %s --symvers)\"",
			first, release, option, release);
	free(option);
	free(enable);
	free(consumer);
	return text;
}

/* For a symbol that kshim may not, or can't, replace. */
static char *do_without(const struct explain *explain, const struct finding *finding)
{
	const struct remedy *remedy = &finding->remedy;

	switch (remedy->kind) {
	case REMEDY_UNDONE:
		if (remedy->undone_before)
			return text_of(
				"nothing that kshim may do: this kernel's "
				"distributor changed %s, or its configuration; ask "
				"them%s%s",
				finding->symbol, remedy->note ? ". Instead: " : "",
				remedy->note ?: "");
		return text_of("a kernel from %s on, which has it undone%s%s",
			       remedy->release ?: "a later release",
			       remedy->note ? "; or: " : "", remedy->note ?: "");
	case REMEDY_DELIBERATE:
		return text_of("nothing that kshim may do: upstream meant it%s%s",
			       remedy->note ? "; instead: " : "", remedy->note ?: "");
	case REMEDY_OPEN:
		return text_of("nothing that kshim may do: upstream has left it so%s%s",
			       remedy->note ? "; instead: " : "", remedy->note ?: "");
	default:
		return strdup("nothing that kshim knows: do without it in the module's "
			      "source, or ask its authors for a version that does");
	}
}

/* For a symbol that the loader didn't find, and that is exported to this module. */
static char *load_provider(const struct finding *finding)
{
	const char *slash;

	if (!finding->export || symvers_is_kernels(finding->export))
		return strdup("nothing in the kernel that was asked: was the log made "
			      "on another?");
	slash = strrchr(finding->export->provider, '/');
	return text_of("modprobe %s   (before, or by modprobe, which does it by itself)",
		       slash ? slash + 1 : finding->export->provider);
}

static char *remedy_of(struct explain *explain, const struct explanation *explanation)
{
	const struct match *match = &explanation->report->match;
	const struct kind *kind = match->message->kind;
	const struct finding *finding = explanation->finding;

	if (!finding)
		return kind->advice ? match_fill(match, kind->advice) : NULL;
	if (!strncmp(finding->symbol, "kshim_", 6))
		return kind->asks == ASKS_LOAD ? strdup("modprobe kshim") :
						 strdup("build with kshim's table, too: "
							"KBUILD_EXTRA_SYMBOLS=\"$(kshim-"
							"config --symvers)\"");
	switch (finding->problem) {
	case PROBLEM_GPL:
		if (finding->remedy.kind == REMEDY_SUBSTITUTE)
			return use_substitute(explain, finding, explanation->module);
		return do_without(explain, finding);
	case PROBLEM_MISSING:
		return strdup("nothing that kshim may do: a version of the module that "
			      "knows this kernel; or, if another module exports it, that "
			      "one's Module.symvers in KBUILD_EXTRA_SYMBOLS");
	case PROBLEM_NONE:
		if (kind->asks == ASKS_LOAD)
			return kind->advice ? match_fill(match, kind->advice) :
					      load_provider(finding);
		return strdup("nothing on the kernel that was asked: was the log made "
			      "for another? -k names it");
	default:
		return kind->advice ? match_fill(match, kind->advice) :
				      audit_advice(explanation->judgement, finding);
	}
}

static int explain_symbol(struct explain *explain, struct explanation *explanation,
			  struct failure *failure)
{
	const struct match *match = &explanation->report->match;
	const struct kind *kind = match->message->kind;
	const char *symbol = match->fields[FIELD_SYMBOL];

	if (!symbol || !explain->kernel.symvers)
		return 0;
	if (match->fields[FIELD_MODULE])
		explanation->judgement =
			look_at(explain, match->fields[FIELD_MODULE],
				!strcmp(match->message->by, "loader"), failure);
	if (failure->what)
		return -EINVAL;
	if (explanation->judgement)
		explanation->finding = find_finding(explanation->judgement, symbol);
	if (explanation->finding)
		return 0;
	/* The loader finds no GPL-only symbol for a module that isn't GPL-compatible. */
	explanation->finding = ask_symbol(
		explain, symbol, explanation->module,
		explanation->judgement ? explanation->judgement->module.gpl_compatible :
					 strcmp(kind->name, "gpl") &&
						 strcmp(kind->name, "unknown-symbol"));
	if (!explanation->judgement)
		explanation->judgement = &explain->alone;
	return explanation->finding ? 0 : failure_memory(failure);
}

/* Lines NAME<TAB>HEADER<TAB>DECLARATION of tools/ask/declares. */
static int take_declared(struct explanations *explanations, char *lines)
{
	char *line;
	size_t i;

	while ((line = strsep(&lines, "\n"))) {
		const char *name = strsep(&line, "\t"), *header = strsep(&line, "\t");

		for (i = 0; line && i < explanations->count; i++) {
			struct explanation *one = &explanations->list[i];
			const struct match *match = &one->report->match;
			const char *symbol = match->fields[FIELD_SYMBOL];

			if (match->message->kind->asks != ASKS_HEADERS || one->header ||
			    !symbol || strcmp(symbol, name))
				continue;
			one->header = strdup(header);
			one->declared = strdup(line);
			if (!one->header || !one->declared)
				return -ENOMEM;
		}
	}
	return 0;
}

static bool is_in(const char *const *list, size_t count, const char *name)
{
	while (count--)
		if (!strcmp(list[count], name))
			return true;
	return false;
}

/* What do the headers declare of the names that the compiler complained of? */
static int ask_headers(struct explain *explain, struct failure *failure)
{
	struct explanations *explanations = &explain->explanations;
	const char **arguments = calloc(explanations->count + 3, sizeof(*arguments));
	size_t count = 2, most = explain->options.verbose ? SIZE_MAX : NAMES_ASKED, i;
	char *lines;
	int error = 0;

	if (!arguments)
		return failure_memory(failure);
	arguments[0] = "tools/ask/declares";
	arguments[1] = explain->kernel.build;
	for (i = 0; i < explanations->count && count - 2 < most; i++) {
		const struct match *match = &explanations->list[i].report->match;
		const char *symbol = match->fields[FIELD_SYMBOL];

		if (match->message->kind->asks == ASKS_HEADERS && symbol &&
		    !is_in(arguments + 2, count - 2, symbol))
			arguments[count++] = symbol;
	}
	if (count > 2)
		error = helper_run(arguments, &lines, failure);
	if (!error && count > 2) {
		if (take_declared(explanations, lines))
			error = failure_memory(failure);
		free(lines);
	}
	free(arguments);
	/* It was told why not; the message means what it means. */
	return error == -ECHILD ? 0 : error;
}

static int explain_reports(struct explain *explain, struct failure *failure)
{
	struct explanations *explanations = &explain->explanations;
	size_t i;
	int error = 0;

	explanations->list = calloc(explain->log.count, sizeof(*explanations->list));
	if (!explanations->list)
		return failure_memory(failure);
	explanations->release = explain->kernel.symvers ? explain->kernel.release : NULL;
	for (i = 0; !error && i < explain->log.count; i++) {
		struct explanation *one = &explanations->list[explanations->count++];
		const struct match *match = &explain->log.reports[i].match;
		enum asks asks = match->message->kind->asks;

		one->report = &explain->log.reports[i];
		one->module = match_module(match);
		if (asks == ASKS_LINK || asks == ASKS_LOAD)
			error = explain_symbol(explain, one, failure);
	}
	if (!error && explain->kernel.symvers)
		error = ask_headers(explain, failure);
	for (i = 0; !error && i < explanations->count; i++)
		explanations->list[i].remedy = remedy_of(explain, &explanations->list[i]);
	return error;
}

/* Nothing in @what is known: what would be? */
static int not_known(const struct explain *explain, const char *what,
		     struct failure *failure)
{
	const struct kind *last = NULL;
	char *list = NULL;
	size_t length, i;
	FILE *memory = open_memstream(&list, &length);

	if (!memory)
		return failure_memory(failure);
	fputs("It knows these and their other spellings, and what compilers say of APIs "
	      "that are not there:",
	      memory);
	for (i = 0; i < messages_count(explain->messages); i++) {
		const struct message *message = messages_get(explain->messages, i);

		if (message->kind == last || message->kind->rank != RANK_ERROR ||
		    !strcmp(message->by, "compiler"))
			continue;
		last = message->kind;
		fprintf(memory, "\n  %s", message->pattern);
	}
	if (fclose(memory))
		return failure_memory(failure);
	failure_set(failure, -ENOENT, list,
		    "Give it all that make, or dmesg, has printed: make 2>&1 | kshim "
		    "explain -",
		    "There is no message in %s that kshim knows.", what);
	free(list);
	return -ENOENT;
}

/* "openafs-1.8.9" and "openafs/1.8.9" are openafs, if DKMS knows it. */
static char *known_consumer(const char *tree, const char *name)
{
	size_t length = strcspn(name, "/");

	while (length) {
		char *consumer = strndup(name, length);

		if (!consumer || consumer_known(tree, consumer))
			return consumer;
		free(consumer);
		while (length && name[--length] != '-')
			;
	}
	return NULL;
}

/* @text, which is changed, is called @what. */
static int explain_log(struct explain *explain, char *text, const char *what, bool *found,
		       struct failure *failure)
{
	struct json_object *document;
	size_t i;
	int error = log_read(&explain->log, explain->messages, text, failure);

	if (!error && !explain->log.count)
		error = not_known(explain, what, failure);
	if (!error)
		error = find_kernel(explain, failure);
	if (error)
		return error;
	if (!explain->consumer && explain->tree && explain->log.consumer)
		explain->consumer = known_consumer(explain->tree, explain->log.consumer);
	error = explain_reports(explain, failure);
	if (error)
		return error;
	for (i = 0; i < explain->log.count; i++)
		if (explain->log.reports[i].match.message->kind->rank != RANK_NOTE)
			*found = true;
	if (!explain->options.json) {
		explain_text(&explain->explanations, explain->options.verbose);
		return 0;
	}
	document = json_document();
	json_put_string(document, "kernel", explain->kernel.release);
	json_object_object_add(document, "messages",
			       explain_json(&explain->explanations));
	return json_print(document, failure);
}

static int explain_file(struct explain *explain, const char *path, bool *found,
			struct failure *failure)
{
	const char *slash = strrchr(path, '/');
	char *text;
	size_t length;
	int error = file_read(path, &text, &length, failure);

	if (error)
		return error;
	if (length > 4 && !memcmp(text, "\177ELF", 4))
		error = failure_set(failure, -EINVAL, "It is a module or an object file.",
				    "Run: kshim audit FILE", "%s is not a log.", path);
	if (!error && strcmp(path, "/dev/stdin")) {
		explain->folder = slash == path ? strdup("/") :
				  slash		? strndup(path, slash - path) :
						  strdup(".");
		if (!explain->folder)
			error = failure_memory(failure);
	}
	error = error ?: explain_log(explain, text, path, found, failure);
	free(text);
	return error;
}

static int explain_consumer(struct explain *explain, const char *name, bool *found,
			    struct failure *failure)
{
	char *path = consumer_log(explain->tree, name);
	int error;

	explain->consumer = strdup(name);
	if (!path)
		return failure_set(failure, -ENOENT, "DKMS has not built it so far.",
				   "Run: dkms autoinstall, and ask again.",
				   "DKMS has no log of %s.", name);
	if (!explain->options.json)
		printf("%s\n\n", path);
	error = explain_file(explain, path, found, failure);
	free(path);
	return error;
}

static char *join(char **words, size_t count)
{
	char *line = NULL;
	size_t length, i;
	FILE *memory = open_memstream(&line, &length);

	for (i = 0; memory && i < count; i++)
		fprintf(memory, "%s%s", i ? " " : "", words[i]);
	return memory && !fclose(memory) ? line : NULL;
}

/* Does it look like what a program printed, and not like C? */
static bool is_prose(const char *line)
{
	return strcasestr(line, "error:") || strcasestr(line, "warning:") ||
	       strcasestr(line, "fatal:") || strstr(line, "***");
}

static int explain_apis(struct explain *explain, char **apis, size_t count, bool *found,
			struct failure *failure)
{
	const struct why_question question = {
		.apis = apis,
		.count = count,
		.kernel = explain->options.kernel,
		.includes = explain->options.includes,
		.licence = explain->options.licence,
		.json = explain->options.json,
	};

	return why(&question, found, failure);
}

static int explain_operands(struct explain *explain, char **operands, size_t count,
			    bool *found, struct failure *failure)
{
	char *line = join(operands, count);
	struct match match;
	struct stat status;
	int known, error;

	if (!line)
		return failure_memory(failure);
	known = messages_match(explain->messages, line, &match);
	if (known > 0)
		match_free(&match);
	if (known > 0 || (known == 0 && is_prose(line)))
		error = explain_log(explain, line, "that line", found, failure);
	else if (count == 1 && !strcmp(line, "-"))
		error = explain_file(explain, "/dev/stdin", found, failure);
	else if (count == 1 &&
		 (strchr(line, '/') ||
		  (!stat(line, &status) && S_ISREG(status.st_mode))) &&
		 !strpbrk(line, "(; "))
		error = explain_file(explain, line, found, failure);
	else if (count == 1 && explain->tree && *line &&
		 consumer_known(explain->tree, line))
		error = explain_consumer(explain, line, found, failure);
	else
		error = explain_apis(explain, operands, count, found, failure);
	free(line);
	return error;
}

static void explain_free(struct explain *explain)
{
	size_t i;

	for (i = 0; i < explain->explanations.count; i++) {
		struct explanation *one = &explain->explanations.list[i];

		free(one->module);
		free(one->header);
		free(one->declared);
		free(one->remedy);
	}
	free(explain->explanations.list);
	for (i = 0; i < explain->object_count; i++) {
		judgement_free(&explain->objects[i]->judgement);
		object_close(explain->objects[i]->object);
		free(explain->objects[i]->module);
		free(explain->objects[i]->path);
		free(explain->objects[i]);
	}
	free(explain->objects);
	for (i = 0; i < explain->asked_count; i++)
		free(explain->asked[i]);
	free(explain->asked);
	log_free(&explain->log);
	kernel_free(&explain->kernel);
	catalogue_close(explain->catalogue);
	messages_close(explain->messages);
	free(explain->consumer);
	free(explain->folder);
	free(explain->tree);
}

enum status explain_run(int argc, char **argv, struct failure *failure)
{
	struct explain explain = { 0 };
	bool found = false;
	int result = parse(&explain.options, argc, argv, failure);

	if (!result)
		result = messages_open(&explain.messages, failure);
	if (!result)
		result = catalogue_open(&explain.catalogue, failure);
	if (!result)
		result = consumer_tree(&explain.tree, failure);
	if (!result)
		result = explain_operands(&explain, argv + optind, argc - optind, &found,
					  failure);
	explain_free(&explain);
	return command_status(result, found);
}

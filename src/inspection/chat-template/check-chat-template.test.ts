import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chatTemplateFault } from "./check-chat-template.ts";

const faultOf = (template: string): string | undefined => chatTemplateFault(template, 32_768);

/** Templates in the manner of the usual families: what an honest model brings along. */
const HONEST: Readonly<Record<string, string>> = {
  empty: "",
  "text only": "Hello {# a comment with }} in it #}",
  ChatML: `{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`,
  "alternation of roles": `{% if messages[0]['role'] == 'system' %}{% set system = messages[0]['content'] | trim %}{% set rest = messages[1:] %}{% else %}{% set system = '' %}{% set rest = messages %}{% endif %}{% for m in rest %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate: ' ~ m.role) }}{% endif %}{% if loop.first and system %}{{ '<<SYS>>' ~ system ~ '<</SYS>>' }}{% endif %}{{ bos_token + '[INST] ' + m.content.strip() + ' [/INST]' }}{% endfor %}`,
  "tools and dates": `{%- if not date_string is defined %}{%- set date_string = strftime_now("%d %b %Y") %}{%- endif %}{%- if tools is not none and tools | length > 0 %}{%- for t in tools %}{{- t | tojson(indent=4) }}{%- endfor %}{%- endif %}{%- for message in messages %}{%- if 'tool_calls' in message %}{%- for call in message.tool_calls %}{%- for name, value in call.function.arguments | items %}{{- name + '=' + value }}{%- endfor %}{%- endfor %}{%- else %}{{- message.content | trim }}{%- endif %}{%- endfor %}`,
  "thinking cut out": `{%- set ns = namespace(many=true, last=messages|length - 1) %}{%- for message in messages[::-1] %}{%- set index = (messages|length - 1) - loop.index0 %}{%- if ns.many and message.role == "user" and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}{%- set ns.many = false %}{%- set ns.last = index %}{%- endif %}{%- endfor %}{%- for message in messages %}{%- set content = message.content %}{%- set reasoning = '' %}{%- if message.reasoning_content is defined and message.reasoning_content is not none %}{%- set reasoning = message.reasoning_content %}{%- elif '</think>' in message.content %}{%- set content = message.content.split('</think>')[-1].lstrip('\\n') %}{%- set reasoning = message.content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}{%- endif %}{%- if loop.index0 > ns.last and (loop.last or reasoning) %}{{- '<think>' + reasoning.strip('\\n') + '</think>' + content }}{%- else %}{{- content }}{%- endif %}{%- endfor %}`,
  "a system prompt kept in a namespace": `{% set ns = namespace(system='', first=true) %}{%- for m in messages %}{%- if m['role'] == 'system' %}{%- if ns.first %}{% set ns.system = m['content'] %}{% set ns.first = false %}{%- else %}{% set ns.system = ns.system + '\\n\\n' + m['content'] %}{%- endif %}{%- endif %}{%- endfor %}{{ bos_token }}{{ ns.system }}`,
  "parts of a message, by a macro": `{%- set seen = namespace(images=0) %}{%- macro render(content, count) %}{%- if content is string %}{{- content }}{%- elif content is iterable and content is not mapping %}{%- for item in content %}{%- if 'image' in item or item.type == 'image' %}{%- if count %}{%- set seen.images = seen.images + 1 %}{%- endif %}{{- 'Picture ' ~ seen.images }}{%- elif 'text' in item %}{{- item.text }}{%- else %}{{ raise_exception('what is this?') }}{%- endif %}{%- endfor %}{%- elif content is none %}{{- '' }}{%- endif %}{%- endmacro %}{%- for message in messages %}{%- set content = render(message.content, true)|trim %}{%- if '</think>' in content %}{%- set content = content.split('</think>')[-1] %}{%- endif %}{{- content }}{%- endfor %}`,
  "choices, joins and lists": `{{ (messages | selectattr('role', 'equalto', 'user') | list | last).content if messages else 'nothing' }}{{ 'a' in ['a', 'b'] }}{% set x %}{{ messages[-1]['content'] }}!{% endset %}{{ x or 'empty' }}{% generation %}{{ messages.0.content }}{% endgeneration %}`,
};

/** Templates that work on the question, each in another way. */
const CHEATING: Readonly<Record<string, readonly [string, string]>> = {
  "reads it character by character": [
    `{% set ns = namespace(n=0) %}{% for c in messages[-1].content %}{% if c == 'x' %}{% set ns.n = ns.n + 1 %}{% endif %}{% endfor %}{{ ns.n }}`,
    "a comparison of a single character",
  ],
  "counts its characters": [
    `{% set ns = namespace(n=0) %}{% for c in messages[-1].content %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}`,
    "something kept of a loop over a text",
  ],
  "counts them by a guard that characters pass": [
    `{% set ns = namespace(n=0) %}{% for c in messages[-1].content %}{% if c is string or c.type == 'text' %}{% set ns.n = ns.n + 1 %}{% endif %}{% endfor %}`,
    "something kept of a loop over a text",
  ],
  "goes through its lines": [
    `{% for line in messages[-1].content.split('\\n') %}{{ line }}{% endfor %}`,
    "the pieces of a split text",
  ],
  "takes a line by number": [`{{ messages[-1].content.split('\\n')[17] }}`, "not one of the first or last"],
  "takes a character by a computed number": [
    `{% for i in range(99) %}{{ messages[-1].content[i] }}{% endfor %}`,
    "a character of a message's text",
  ],
  "slices it": [`{{ messages[-1].content[3:9] }}`, "a slice of a message's text"],
  "compares a slice by method": [
    `{% for i in range(9) %}{% if messages[-1].content.startswith('x' * i) %}y{% endif %}{% endfor %}`,
    "a search for more than a text",
  ],
  "guesses with computed texts": [
    `{% for a in ['1','2'] %}{% if a in messages[-1].content %}{{ a }}{% endif %}{% endfor %}`,
    "for more than a text of the template",
  ],
  "guesses whole messages": [
    `{% for a in ['1','2'] %}{% if {'role':'user','content':a} == messages[-1] %}{{ a }}{% endif %}{% endfor %}`,
    "compared by ==",
  ],
  "measures it": [`{% if messages[-1].content|length > 1000 %}long{% endif %}`, "compared by >"],
  "reckons with its length": [`{% set n = messages[-1].content|length %}{{ n * 2 }}`, "an operand of *"],
  "turns it into a number": [`{{ messages[-1].content | int + 1 }}`, "the filter int"],
  "eats it away in a loop": [
    `{% set ns = namespace(rest=messages[-1].content) %}{% for i in range(1000) %}{% if ns.rest.startswith('1') %}{{ 'one' }}{% endif %}{% set ns.rest = ns.rest.lstrip('1') %}{% endfor %}`,
    "a method of a text kept over a loop",
  ],
  "eats it away, laundered through a name": [
    `{% set ns = namespace(rest='') %}{% set ns.rest = messages[-1].content %}{% for i in range(9) %}{% set r = ns.rest | upper %}{% set ns.rest = r %}{% endfor %}`,
    "a method of a text kept over a loop",
  ],
  "eats it away by a macro that calls itself": [
    `{% macro eat(t) %}{% if t.startswith('1') %}one{% endif %}{{ eat(t.lstrip('1')) }}{% endmacro %}{{ eat(messages[-1].content) }}`,
    "calls itself",
  ],
  "eats it away by many macros": [
    `${Array.from(
      { length: 12 },
      (_, n) => `{% macro m${n + 1}(t) %}{{ m${n}(t.lstrip('1')) }}{{ m${n}(t.lstrip('0')) }}{% endmacro %}`,
    )
      .join("")
      .replace(
        "{% macro m1(t) %}",
        "{% macro m0(t) %}{{ t }}{% endmacro %}{% macro m1(t) %}",
      )}{{ m12(messages[-1].content) }}`,
    "more than 8 methods",
  ],
  "hides it in a macro's leftover arguments": [
    `{% macro m() %}{% for c in varargs[0] %}{% if c == 'x' %}y{% endif %}{% endfor %}{% endmacro %}{{ m(messages[-1].content) }}`,
    "more than it takes",
  ],
  "hides it in a namespace's text": [
    `{% set ns = namespace(a=messages[-1].content) %}{% set t %}{{ ns }}{% endset %}{% for c in t %}{% if c == 'x' %}y{% endif %}{% endfor %}`,
    "a comparison of a single character",
  ],
  "hides it in a list": [
    `{% for c in [messages[-1].content][0] %}{% if c in ['x','y'] %}y{% endif %}{% endfor %}`,
    "for more than a text of the template",
  ],
  "hides it in a dictionary": [
    `{% set d = {'a': messages[-1].content} %}{% for k, v in d.items() %}{{ v }}{% endfor %}`,
    ".items() of a message's text",
  ],
  "hides it in JSON": [
    `{% for c in messages|tojson %}{% if c == 'x' %}y{% endif %}{% endfor %}`,
    "a comparison of a single character",
  ],
  "hides it behind a key": [
    `{% for key in ['con' ~ 'tent'] %}{% for c in messages[-1][key] %}{% if 'x' in c %}y{% endif %}{% endfor %}{% endfor %}`,
    "a search in a single character",
  ],
  "marks a character to find it": [
    `{% for c in messages[-1].content %}{% if 'ax' in 'a' ~ c %}y{% endif %}{% endfor %}`,
    "a search in a single character",
  ],
  "knows where it is in a text": [
    `{% for c in messages[-1].content %}{% if loop.index0 == 7 %}{{ c }}{% endif %}{% endfor %}`,
    "loop.index0 in a loop over a text",
  ],
  "maps the texts out": [`{{ messages | map(attribute='content') | join }}`, "the filter map on messages"],
  "sorts them": [`{{ messages | sort(attribute='content') }}`, "the filter sort on messages"],
  "joins it": [`{{ ' '.join(messages[-1].content) }}`, "as an argument of join"],
  "formats with it": [`{{ '%s' % messages[-1].content }}`, "an operand of %"],
  "formats by method": [`{{ '{}'.format(messages[-1].content) }}`, "as an argument of format"],
  "looks it up in a table": [`{% set table = {'a': 'b'} %}{{ table[messages[-1].content] }}`, "as a subscript"],
  "calls what it may not": [`{{ lipsum() }}`, "a call of lipsum"],
  "includes a file": [`{% include 'x' %}`, "the tag include"],
  "loops into itself": [`{% for a in messages recursive %}{{ loop(a) }}{% endfor %}`, "a recursive loop"],
  "sees a name that its caller hides": [
    `{% set x = messages[-1].content %}{% macro m() %}{% for c in x %}{% if c == 'x' %}y{% endif %}{% endfor %}{% endmacro %}{% for i in [1] %}{% set x = 'plain' %}{{ m() }}{% endfor %}`,
    "a comparison of a single character",
  ],
  "asks about very many marks": [
    Array.from({ length: 65 }, (_, n) => `{% if 'x${n}' in messages[-1].content %}y{% endif %}`).join(""),
    "more than 64 questions",
  ],
  "asks about a long mark": [
    `{% if '${"x".repeat(65)}' in messages[-1].content %}y{% endif %}`,
    "more than 64 characters",
  ],
};

describe("chatTemplateFault", () => {
  test.each(Object.entries(HONEST))("default: %s", (_, template) => {
    expect(faultOf(template)).toBeUndefined();
  });

  test.each(Object.entries(CHEATING))("error: one that %s", (_, [template, why]) => {
    expect(faultOf(template)).toContain(why);
  });

  test("error: what is no Jinja is refused with its line", () => {
    expect(faultOf("a\n{{ 'b }}")).toBe(
      'the chat template could compute with the question: line 2: "\'b }}" is no Jinja',
    );
    expect(faultOf("{% if x %}")).toContain("no endif before the end");
    expect(faultOf("a\n\n{% endfor %}")).toContain("line 3");
    expect(faultOf("{{ a b }}")).toContain('"b" where');
    expect(faultOf(`{{ ${"(".repeat(5000)}1${")".repeat(5000)} }}`)).toContain("nested too deeply");
    expect(faultOf(`{{ a${".a".repeat(9000)} }}`)).toContain("nested too deeply");
    expect(faultOf(`{{ a${"+a".repeat(9000)} }}`)).toContain("nested too deeply");
    expect(faultOf(`{{ ${"not ".repeat(5000)}a }}`)).toContain("nested too deeply");
    expect(faultOf("{% if a %}".repeat(3000))).toContain("nested too deeply");
  });

  test("error: too large", () => {
    expect(chatTemplateFault("é".repeat(10), 19)).toBe("the chat template has 20 bytes, at most 19 are admitted");
  });

  test("behavior: macros that blow up are given up, soon", () => {
    const doubling = Array.from(
      { length: 40 },
      (_, n) => `{% macro m${n + 1}() %}{{ m${n}() }}{{ m${n}() }}{% endmacro %}`,
    );
    const template = `{% macro m0() %}{% endmacro %}${doubling.join("")}{{ m40() }}`;
    expect(faultOf(template)).toContain("too much work");
  });

  test("law: any text gets a verdict", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "#}",
      "-",
      "for",
      " in ",
      "if",
      "endif",
      "endfor",
      "set",
      "macro",
      "endmacro",
      "messages",
      "content",
      "x",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "'",
      '"',
      "\\",
      "|",
      ".",
      ",",
      "=",
      "==",
      "not",
      "is",
      " ",
      "\n",
      "1",
      "namespace(",
      "~",
      "+",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const verdict = faultOf(pieces.join(""));
        expect(verdict === undefined || verdict.startsWith("the chat template")).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

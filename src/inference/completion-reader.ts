import type { AffineError, Answer, Usage } from "../core/index.ts";
import { formOf } from "./body-form.ts";
import { contentOf, isSaid, reasoningOf, type CompletionChunk, type Speech } from "./completion-chunk.ts";
import { EventTemplate } from "./event-template.ts";
import {
  abortedFailure,
  cutFailure,
  oversizeFailure,
  protocolFailure,
  reportedFailure,
  transportFailure,
  type Peer,
} from "./failure.ts";
import { isFinish, isHostFailure } from "./finish-reason.ts";
import { JsonBytes } from "./json-bytes.ts";
import { nameOf } from "./name-of.ts";
import { errorIn, isKeepAlive, parseChunk, parsed, parseLines } from "./parse-chunk.ts";
import { roomBeside } from "./room-beside.ts";
import { SseDecoder } from "./sse-decoder.ts";
import { SpokenText } from "./spoken-text.ts";
import { unendedChunk } from "./unended-chunk.ts";

/** Finish reason of an answer that this client cut off for its size. */
export const SIZE_LIMIT = "size_limit";
/** Finish reason of an answer that was still flowing when its time was over. */
export const TIME_LIMIT = "time_limit";

/** What a body said; the times belong to whoever carried it. */
export type Said = Omit<Answer, "latencyMs" | "firstTokenMs" | "attempts">;

/** Templates tried for one answer: reasoning, text, and some that did not last. */
const MAX_TEMPLATES = 8;

/**
 * Reads the body of one chat completion: server-sent events, or one JSON object from servers that do not stream.
 * Where the bytes are cut makes no difference.
 */
export class CompletionReader {
  readonly #peer: Peer;
  readonly #maxPieceBytes: number;
  readonly #maxWireBytes: number;
  readonly #events: SseDecoder;
  readonly #json = new JsonBytes();
  readonly #spoken: SpokenText;
  #template: EventTemplate | null = null;
  #templatesLeft = MAX_TEMPLATES;
  #form: "unknown" | "events" | "json" = "unknown";
  #wireBytes = 0;
  #chunks = 0;
  /** Choices of the answer: what only brings usage or filter results is no beginning. */
  #choices = 0;
  #ended = false;
  #wasCut = false;
  #error: AffineError | null = null;
  #finishReason: string | null = null;
  /** The last one that more text followed: on such a stream a finish reason is no end. */
  #passedReason: string | null = null;
  #isWholeTold = false;
  #isBodyOver = false;
  #refusal = false;
  #usage: Usage | null = null;
  #responseId: string | null = null;
  #servedModel: string | null = null;

  /** More text and reasoning is the model's own doing; more than `room` of everything is the host's. */
  constructor(peer: Peer, maxTextBytes: number, room = roomBeside(maxTextBytes)) {
    this.#peer = peer;
    this.#spoken = new SpokenText(maxTextBytes);
    this.#maxPieceBytes = room.pieceBytes;
    this.#maxWireBytes = room.wireBytes;
    this.#events = new SseDecoder((data, name) => this.#readEvent(data, name), this.#maxPieceBytes);
  }

  /** Nothing more needs to be read: `[DONE]`, a whole JSON body's end, a limit or an error. */
  get ended(): boolean {
    return this.#ended;
  }

  /** A limit or an error ended the reading: there may be any amount of body left. */
  get stoppedEarly(): boolean {
    return this.#wasCut || this.#error !== null;
  }

  /** Some text has come. */
  get spoke(): boolean {
    return this.#spoken.bytes > 0;
  }

  /** Bytes of text and reasoning so far. */
  get textBytes(): number {
    return this.#spoken.bytes;
  }

  /** Grows with every event, and with every byte of a body that is not streamed: tells a stall from progress. */
  get progress(): number {
    return this.#form === "json" ? this.#wireBytes : this.#chunks;
  }

  /** The model has said that it is done. Text may follow all the same, and takes that back. */
  get finished(): boolean {
    return this.#finishReason !== null;
  }

  /** Finished, and the usage came after it: nothing but `[DONE]` is left to come. */
  get isWholeTold(): boolean {
    return this.finished && this.#isWholeTold;
  }

  /** A finish reason is worth nothing here, since text followed one: a connection that breaks has cut the answer off. */
  get mayBeCut(): boolean {
    return !this.finished || this.#passedReason !== null;
  }

  push(piece: Buffer): void {
    if (this.#ended) return;
    const room = this.#maxWireBytes - this.#wireBytes;
    const kept = piece.length > room ? piece.subarray(0, room) : piece;
    this.#wireBytes += kept.length;
    const bytes = this.#form === "unknown" ? this.#detectForm(kept) : kept;
    if (this.#form === "json") {
      this.#json.append(bytes);
      if (this.#json.exceeds(this.#maxPieceBytes)) this.#readUnended("a JSON body", this.#json.take().toString("utf8"));
    } else if (this.#form === "events") {
      this.#events.push(bytes);
      if (this.#events.overlong !== null) this.#readUnended("a line", this.#events.overlongData);
    }
    if (kept !== piece) this.#failForSize("a body", this.#maxWireBytes);
  }

  /** The body is over. */
  end(): void {
    if (this.#ended) return;
    if (this.#form === "json") this.#readWhole(this.#json.take().toString("utf8"));
    else this.#readRest();
  }

  /** Ends the answer where it is; a limit of the client's takes the place of the model's finish reason. */
  cut(reason: typeof SIZE_LIMIT | typeof TIME_LIMIT): void {
    this.#ended = true;
    this.#wasCut = true;
    this.#finishReason = reason;
  }

  /** What was said, or what went wrong. To be asked for once, when there is no more to come. */
  result(): { said: Said; error: null } | { said: null; error: AffineError } {
    if (this.#error !== null) return { said: null, error: this.#error };
    const finishReason = this.#finishReason ?? this.#passedReason;
    const said = {
      text: this.#spoken.text.text(),
      reasoning: this.#spoken.reasoning.text(),
      finishReason: this.#refusal && finishReason === "stop" ? "refusal" : finishReason,
      usage: this.#usage,
      responseId: this.#responseId,
      servedModel: this.#servedModel,
    };
    return { said, error: null };
  }

  #detectForm(piece: Buffer): Buffer {
    const found = formOf(piece);
    if (found === null) return piece;
    this.#form = found.form;
    return piece.subarray(found.start);
  }

  /** @returns whether to go on */
  #readEvent(data: string, name: string): boolean {
    if (name.toLowerCase() === "error") return this.#fail(reportedFailure(this.#peer, parsed(data) ?? data));
    if (name === "ping" || isKeepAlive(data)) return true;
    const text = this.#template?.textOf(data);
    if (text) {
      this.#chunks += 1;
      this.#keep(this.#template?.field === "content" ? "text" : "reasoning", text);
      return !this.#ended;
    }
    if (data.trim() === "[DONE]") {
      this.#ended = true;
      if (this.#choices === 0) this.#error = protocolFailure(this.#peer, "ended an answer that it never began");
      return false;
    }
    const chunk = parseChunk(data);
    if (chunk === null) {
      const isCut = this.#isBodyOver && this.#choices > 0;
      return this.#fail(
        isCut
          ? cutFailure(this.#peer)
          : protocolFailure(this.#peer, "sent an event that is no chat completion chunk", data),
      );
    }
    this.#readChunk(chunk);
    this.#learn(data, chunk);
    return !this.#ended;
  }

  /** Some servers change every event, with the time for instance: for them it is not worth trying for long. */
  #learn(data: string, chunk: CompletionChunk): void {
    if (this.#templatesLeft === 0) return;
    const parse = (probe: string): CompletionChunk | null => {
      this.#templatesLeft -= 1;
      return parseChunk(probe);
    };
    this.#template = EventTemplate.of(data, chunk, parse) ?? this.#template;
  }

  #readRest(): void {
    this.#isBodyOver = true;
    this.#events.end();
    if (this.ended) return;
    if (this.#wireBytes === 0) this.#fail(transportFailure(this.#peer, "ended its response before answering"));
    else if (this.#choices === 0) this.#fail(protocolFailure(this.#peer, "sent a body that is no chat completion"));
    else if (!this.finished) this.#fail(cutFailure(this.#peer));
    this.#ended = true;
  }

  /** One JSON value, or one a line where a server streams those without the protocol's `data:`. */
  #readWhole(body: string): void {
    const whole = parseChunk(body);
    const chunks = whole === null ? parseLines(body) : [whole];
    for (const chunk of chunks) if (!this.#ended) this.#readChunk(chunk);
    if (chunks.length === 0) {
      const list = parsed(body);
      if (Array.isArray(list) && list.length > 0) this.#fail(reportedFailure(this.#peer, list));
    }
    if (this.ended) return;
    if (this.#choices === 0) this.#fail(protocolFailure(this.#peer, "sent a body that is no chat completion", body));
    // A body that came whole is complete, whether it says so or not; lines must say so.
    else if (whole === null && !this.finished) this.#fail(cutFailure(this.#peer));
    this.#ended = true;
  }

  #readChunk(chunk: CompletionChunk): void {
    const reported = errorIn(chunk);
    if (reported !== undefined) {
      this.#fail(reportedFailure(this.#peer, reported));
      return;
    }
    if (!chunk.choices) return;
    this.#chunks += 1;
    this.#responseId ??= nameOf(chunk.id);
    this.#servedModel ??= nameOf(chunk.model);
    if (chunk.usage) {
      this.#usage = { promptTokens: chunk.usage.prompt_tokens, completionTokens: chunk.usage.completion_tokens };
      this.#isWholeTold = this.finished && chunk.choices.length === 0;
    }
    for (const choice of chunk.choices) {
      if (choice.index) continue;
      const speech = choice.delta ?? choice.message;
      if (isSaid(choice)) this.#choices += 1;
      if (speech) this.#listen(speech);
      else if (choice.text) this.#keep("text", choice.text);
      if (this.#ended) return;
      if (isFinish(choice.finish_reason)) this.#finish(choice.finish_reason);
    }
  }

  #finish(reason: string): void {
    if (isHostFailure(reason)) this.#fail(abortedFailure(this.#peer, reason));
    else this.#finishReason = nameOf(reason);
  }

  #listen(speech: Speech): void {
    this.#keep("reasoning", reasoningOf(speech));
    this.#keep("text", contentOf(speech));
    if (speech.refusal) {
      this.#refusal = true;
      this.#keep("text", speech.refusal);
    }
  }

  #keep(kind: "text" | "reasoning", text: string): void {
    if (text === "" || this.#ended) return;
    if (this.#finishReason !== null && text.trim() !== "") {
      this.#passedReason = this.#finishReason;
      this.#finishReason = null;
    }
    if (!this.#spoken.keep(kind, text)) this.cut(SIZE_LIMIT);
  }

  /** Too much in one piece is the model's doing where its text alone is too long, and else the host's. */
  #readUnended(what: string, begun: string | null): void {
    if (this.#ended) return;
    const chunk = begun === null ? null : unendedChunk(begun);
    if (chunk !== null) this.#readChunk(chunk);
    this.#failForSize(what, this.#maxPieceBytes);
  }

  #failForSize(what: string, most: number): void {
    if (!this.#ended) this.#fail(oversizeFailure(this.#peer, what, most, this.#spoken.bytes));
  }

  #fail(error: AffineError): false {
    this.#ended = true;
    this.#error = error;
    return false;
  }
}

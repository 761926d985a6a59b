import { describe, expect, it } from 'vitest';
import { type Answer, Inbox, Outbox, readQuestion, writeQuestion } from './numbered.ts';

function ends() {
  const outbox = new Outbox();
  const inbox = new Inbox();
  const taken: string[] = [];
  const take = (answer: Answer | undefined) => {
    if (answer) inbox.take(answer);
    for (let text = inbox.next(); text !== null; text = inbox.next()) taken.push(text);
  };
  return { outbox, inbox, taken, take };
}

describe('numbered messages', () => {
  it('come once each, in order', () => {
    const { outbox, inbox, taken, take } = ends();
    outbox.put('a');
    outbox.put('b');
    take(outbox.answer(inbox.question('nothing')));
    outbox.put('c');
    take(outbox.answer(inbox.question('nothing')));
    take(outbox.answer(inbox.question('nothing')));
    expect(taken).toEqual(['a', 'b', 'c']);
  });

  it('are given again after an answer that was lost', () => {
    const { outbox, inbox, taken, take } = ends();
    outbox.put('a');
    outbox.answer(inbox.question('message'));
    outbox.put('b');
    take(outbox.answer(inbox.question('message')));
    expect(taken).toEqual(['a', 'b']);
  });

  it('are not doubled by an answer that comes again', () => {
    const { outbox, inbox, taken, take } = ends();
    outbox.put('a');
    const first = outbox.answer(inbox.question('nothing'));
    outbox.put('b');
    const second = outbox.answer(inbox.question('nothing'));
    take(first);
    take(second);
    take(first);
    expect(taken).toEqual(['a', 'b']);
  });

  it('are kept until the worker says that it has them, whatever it says it has', () => {
    const { outbox, inbox, taken, take } = ends();
    outbox.put('a');
    outbox.answer({ last: 7, units: 0, wait: 'nothing' });
    outbox.answer({ last: -1, units: 0, wait: 'nothing' });
    take(outbox.answer(inbox.question('nothing')));
    expect(taken).toEqual(['a']);
    expect(outbox.answer(inbox.question('nothing'))?.texts).toEqual([]);
    expect(outbox.newest).toBe(1);
  });

  it('survive any series of losses', () => {
    const { outbox, inbox, taken, take } = ends();
    const sent: string[] = [];
    // Every way in which five answers in a row come, are lost, or come a second time later.
    for (let way = 0; way < 3 ** 5; way += 1) {
      const late: (Answer | undefined)[] = [];
      for (let at = 0, left = way; at < 5; at += 1, left = Math.floor(left / 3)) {
        sent.push(`${way}.${at}`);
        outbox.put(`${way}.${at}`);
        const answer = outbox.answer(inbox.question('message'));
        if (left % 3 !== 1) take(answer);
        if (left % 3 === 2) late.push(answer);
      }
      for (const answer of late) take(answer);
    }
    take(outbox.answer(inbox.question('nothing')));
    expect(taken).toEqual(sent);
  });
});

describe('a question', () => {
  it('is answered at once if it waits for nothing', () => {
    const { outbox, inbox } = ends();
    expect(outbox.answer(inbox.question('nothing'))).toEqual({ first: 1, texts: [], units: 0 });
  });

  it('waits for a message, and is not disturbed by acknowledgements', () => {
    const { outbox, inbox } = ends();
    outbox.acknowledge(5);
    expect(outbox.answer(inbox.question('message'))).toBeUndefined();
    outbox.put('a');
    expect(outbox.answer(inbox.question('message'))).toEqual({ first: 1, texts: ['a'], units: 5 });
  });

  it('waits for an acknowledgement that the worker does not know of, or for a message', () => {
    const { outbox, inbox } = ends();
    expect(outbox.answer(inbox.question('acknowledgement'))).toBeUndefined();
    outbox.acknowledge(5);
    const answer = outbox.answer(inbox.question('acknowledgement'));
    expect(answer).toEqual({ first: 1, texts: [], units: 5 });
    inbox.take(answer as Answer);
    expect(inbox.units).toBe(5);
    expect(outbox.answer(inbox.question('acknowledgement'))).toBeUndefined();
    outbox.put('a');
    expect(outbox.answer(inbox.question('acknowledgement'))?.texts).toEqual(['a']);
  });

  it('is the same after it was text', () => {
    const question = { last: 3, units: -17, wait: 'message' } as const;
    expect(readQuestion(writeQuestion(question))).toEqual(question);
  });

  it.each(['', 'message', 'message 1', 'message 1 x', 'message 1 2 3', 'else 1 2', 'message 1.5 2'])(
    'is not "%s"',
    (text) => {
      expect(readQuestion(text)).toBeUndefined();
    },
  );
});

// Makes CodeMirror throw: an extension is added to the live editor that does so at the word "boom".

/** What can throw, by name. */
export const PLACES = ["a field", "decorations", "a view plugin", "a listener", "a filter", "an extender", "a handler of input"];

/** Adds what throws at `place`. */
export function breakEditor(app, place) {
  return app.editor.evaluate(addThrowing, place);
}

/** The text that the page shows, which must all be in sight. */
export function shownText(app) {
  return app.editor.evaluate((content) => {
    const lines = [...content.querySelectorAll(".cm-line")];
    return lines.map((line) => (line.querySelector(".cm-placeholder") ? "" : line.textContent)).join("\n");
  });
}

function addThrowing(content, place) {
  const { view } = content.cmTile;
  const { EditorView, EditorState, StateField, StateEffect } = classesOf(view);
  const none = view.state.facet(EditorView.decorations).find((decorations) => "chunk" in decorations);
  const boom = (doc) => {
    if (doc.toString().includes("boom")) throw new Error("boom, as the test has it");
    return null;
  };
  const throwing = {
    "a field": () => StateField.define({ create: ({ doc }) => boom(doc), update: (_, { newDoc }) => boom(newDoc) }),
    decorations: () => EditorView.decorations.of(({ state }) => boom(state.doc) ?? none),
    "a view plugin": () => plugin(view, { update: ({ state }) => boom(state.doc) }),
    "a listener": () => EditorView.updateListener.of(({ state }) => boom(state.doc)),
    "a filter": () => EditorState.transactionFilter.of((transaction) => boom(transaction.newDoc) ?? transaction),
    "an extender": () => EditorState.transactionExtender.of(({ newDoc }) => boom(newDoc)),
    "a handler of input": () =>
      EditorView.inputHandler.of(({ state }, from, to, insert) => Boolean(boom(state.update({ changes: { from, to, insert } }).newDoc))),
  };
  view.dispatch({ effects: StateEffect.appendConfig.of(throwing[place]()) });

  /** CodeMirror's classes, told by what the view is made of: the bundle does not export them. */
  function classesOf(view) {
    const isField = (extension) => "createF" in extension;
    return {
      EditorView: view.constructor,
      EditorState: view.state.constructor,
      StateField: extensionsOf(view.state.config.base).find(isField).constructor,
      StateEffect: view.constructor.scrollIntoView(0).constructor,
    };
  }

  function extensionsOf(extension) {
    if (Array.isArray(extension)) return extension.flatMap(extensionsOf);
    const inner = extension.inner ?? extension.extension ?? extension;
    return inner === extension ? [extension] : extensionsOf(inner);
  }

  function plugin(view, value) {
    const ViewPlugin = view.plugins.find(({ plugin }) => plugin).plugin.constructor;
    return ViewPlugin.define(() => value);
  }
}

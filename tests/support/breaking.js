// Makes a part of the editor throw at the word "boom".

/** `editor`: of `bundle/adapter.js`. `name`: one of its parts. */
export function breakPart(editor, name) {
  const part = editor.parts.find(([partName]) => partName === name);
  const StateField = extensionsOf(editor.parts.map(([, extension]) => extension)).find((it) => "createF" in it).constructor;
  const boom = (doc) => {
    if (doc.toString().includes("boom")) throw new Error("boom, as the test has it");
    return null;
  };
  const field = StateField.define({ create: ({ doc }) => boom(doc), update: (_, { newDoc }) => boom(newDoc) });
  part[1] = [part[1], field];
}

/** From now on the parser throws. */
export function breakParser(editor) {
  const { view } = editor;
  const isTolerant = (value) => value?.parser?.tell;
  const language = view.state.config.staticValues.flat().find(isTolerant);
  language.parser.parser.createParse = () => {
    throw new RangeError("too deep, as the test has it");
  };
}

function extensionsOf(extension) {
  if (Array.isArray(extension)) return extension.flatMap(extensionsOf);
  const inner = extension.inner ?? extension.extension ?? extension;
  return inner === extension ? [extension] : extensionsOf(inner);
}

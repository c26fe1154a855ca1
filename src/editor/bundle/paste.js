// What is pasted goes to Rust, which decides what becomes of it; what Rust does not take, CodeMirror pastes as text.

import { EditorView } from "@codemirror/view";

/**
 * `take` is given the plain text, the HTML, the title of an address and the files, and returns whether it has dealt with them.
 * Pasting with Shift is the browser's way to paste plain text, and stays so.
 */
export function pasting(take) {
  let isShifted = false;
  const followShift = (event) => {
    isShifted = event.shiftKey;
  };
  return [
    EditorView.domEventObservers({ keydown: followShift, keyup: followShift, blur: () => (isShifted = false) }),
    EditorView.domEventHandlers({
      paste(event) {
        const { clipboardData } = event;
        if (!clipboardData || isShifted) return false;
        const html = clipboardData.getData("text/html");
        return take(plainText(clipboardData), html, titleOfAddress(clipboardData), [...clipboardData.files]);
      },
    }),
  ];
}

function plainText(data) {
  return data.getData("text/plain").replace(/\r\n?/g, "\n");
}

/** Firefox: the address on one line, its title on the next one. */
function titleOfAddress(data) {
  return data.getData("text/x-moz-url").split("\n")[1]?.trim() ?? "";
}

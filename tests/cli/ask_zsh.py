"""An interactive zsh in a terminal of its own, asked what it proposes for a line."""
import os
import pathlib
import pty
import subprocess
import threading
import time

# compadd is where every completion of zsh ends: what it is given is written down as well.
START = r"""PROMPT=; unsetopt beep; autoload -U compinit; compinit -D -u; source ./completion.zsh
typeset -ga hits
compadd() {
  case " ${@[1,(i)(-|--)]} " in *' -'[OAD]' '*) builtin compadd "$@"; return ;; esac
  local -a found; builtin compadd -O found "$@"; hits+=($found); builtin compadd "$@"
}
write_down() { print -rl -- $hits > answer.new; mv answer.new answer; hits=() }
comppostfuncs=(write_down)
completes() { comppostfuncs=(write_down); zle complete-word }
zle -N completes; bindkey '^I' completes
zstyle ':completion:*' menu no; unsetopt auto_menu list_ambiguous; LISTMAX=9999
print > ready
"""


class Zsh:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "start.zsh").write_text(START)
        self.terminal, inner = pty.openpty()
        self.process = subprocess.Popen(["zsh", "-f", "-i"], cwd=folder, stdin=inner, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
                                        start_new_session=True, env={**os.environ, "TERM": "dumb"})
        os.close(inner)
        threading.Thread(target=self.drain, daemon=True).start()
        self.type("source ./start.zsh\n")
        self.wait_for("ready")

    def drain(self):
        """What zsh draws: it would stop where nobody reads it."""
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass

    def type(self, text):
        os.write(self.terminal, text.encode())

    def wait_for(self, name):
        deadline = time.monotonic() + 30
        while not (self.folder / name).exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"zsh does not answer ({name})")
            time.sleep(0.005)

    def ask(self, *words):
        (self.folder / "answer").unlink(missing_ok=True)
        self.type("\x15" + " ".join(words) + "\t")  # Ctrl-U first: an empty line
        self.wait_for("answer")
        return [line for line in (self.folder / "answer").read_text().splitlines() if line]

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)

// Data and program of the page stand in it deflated, as base64. A browser too old to inflate them shows the page as it
// stands without script.
const inflated = async (id) => {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
};
const give_up = () => document.documentElement.classList.remove('js');
if (typeof DecompressionStream === 'undefined') {
  give_up();
} else {
  (async () => {
    const program = document.createElement('script');
    program.textContent = await inflated('page-program');
    addEventListener('error', give_up);
    document.body.append(program);
  })();
}

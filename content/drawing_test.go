package content

import (
	"strings"
	"testing"
)

const figure = `<?xml version="1.0"?><!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" width="10" viewBox="0 0 1 1" role="img" aria-labelledby="t">
<title id="t">A <tspan>title</tspan></title><desc>Two
 lines &lt;b&gt;</desc>
<defs><marker id="m"><title>tip</title></marker></defs>
<g aria-labelledby="t x"><path id="p" d="M0 0" marker-end="url( '#m' )"/><text>a &lt; b</text></g></svg>`

func TestInline(t *testing.T) {
	d, ok := inline([]byte(figure), "f-", `"both"`)
	const want = `<svg viewBox="0 0 1 1" class="figure__drawing" role="img" aria-label="&#34;both&#34;">
<defs><marker id="f-m"><title>tip</title></marker></defs>
<g aria-labelledby="f-t f-x"><path id="f-p" d="M0 0" marker-end="url(#f-m)"></path><text>a &lt; b</text></g></svg>`
	if strings.ReplaceAll(d.svg, "\n\n", "\n") != want || d.desc != "Two lines <b>" || !ok {
		t.Errorf("%v %q\n%s", ok, d.desc, d.svg)
	}
}

// What could act in a page, or fetch anything, is not put into it.
func TestInlineRefuses(t *testing.T) {
	for _, bad := range []string{
		`<script>alert(1)</script>`, `<g onclick="x()"/>`, `<g style="color:red"/>`, `<a href="javascript:x()"/>`, `<foreignObject/>`, `<a href="#m"><set attributeName="href"/></a>`, `<g`,
		`<path fill="url(https://elsewhere.example/a.svg#b)"/>`, `<g mask="URL( '//elsewhere.example/a' )"/>`, `<g cursor="u\72l(https://elsewhere.example), auto"/>`,
		`<g marker-end="url(#m) url(https://elsewhere.example)"/>`, `<g cursor="image-set('https://elsewhere.example' 1x)"/>`,
		`<?xml-stylesheet href="https://elsewhere.example/a.xsl" type="text/xsl"?>`,
	} {
		s := strings.Replace(figure, "<defs>", bad+"<defs>", 1)
		if d, ok := inline([]byte(s), "", ""); ok {
			t.Errorf("%s was put into the page:\n%s", bad, d.svg)
		}
	}
}

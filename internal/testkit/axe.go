package testkit

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axeSource is axe-core 4.14.1, unchanged; see axe/README.md.
//
//go:embed axe/axe.min.js
var axeSource string

// axeRun asks for the rules of WCAG 2.2 A and AA and the best practices.
const axeRun = `axe.run(document, {
	runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
	resultTypes: ['violations'],
}).then(result => result.violations)`

type axeViolation struct {
	ID     string `json:"id"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	More   string `json:"helpUrl"`
	Nodes  []struct {
		HTML    string `json:"html"`
		Target  []any  `json:"target"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// Axe fails the test for every accessibility rule that the page in this tab
// breaks, as it is now and in its present size. The rules are handed to the
// browser itself, not to the page, so a strict content security policy stays
// as it is.
func Axe(t testing.TB, ctx context.Context) {
	t.Helper()
	var broken []axeViolation
	err := chromedp.Run(ctx,
		chromedp.Evaluate(axeSource+"\n;0", nil),
		chromedp.Evaluate(axeRun, &broken, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
			return p.WithAwaitPromise(true)
		}),
	)
	if err != nil {
		t.Fatalf("accessibility rules: %v", err)
	}
	for _, v := range broken {
		t.Error(v.String())
	}
}

// String names the rule, then each place that breaks it and how to mend it.
func (v axeViolation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "accessibility: %s (%s): %s\n  %s", v.ID, v.Impact, v.Help, v.More)
	for _, n := range v.Nodes {
		fmt.Fprintf(&b, "\n  at %v\n    %s\n    %s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n    "))
	}
	return b.String()
}

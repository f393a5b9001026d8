package testkit

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A console collects what a browser complains about, in all its tabs, until
// the end of the test.
type console struct {
	mu       sync.Mutex
	tabs     []context.Context
	faults   []consoleFault
	pages    map[string]bool // addresses that were opened as a page
	expected []string
}

type consoleFault struct {
	text string
	from string // the address whose loading failed, or ""
}

type consoleKey struct{}

func consoleOf(ctx context.Context) *console { return ctx.Value(consoleKey{}).(*console) }

// Expect announces a complaint that the test provokes on purpose: any that
// contains text (a script whose request is to be refused, for example, logs
// "status of 409"). A page itself answering with an error status needs no
// announcement: people are meant to see such pages.
func Expect(ctx context.Context, text string) {
	c := consoleOf(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.expected = append(c.expected, text)
}

func (c *console) listen(tab context.Context) {
	c.tabs = append(c.tabs, tab)
	chromedp.ListenTarget(tab, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError || e.Type == runtime.APITypeAssert {
				c.add(consoleFault{text: "console: " + words(e.Args)})
			}
		case *runtime.EventExceptionThrown:
			c.add(consoleFault{text: "uncaught: " + e.ExceptionDetails.Error()})
		case *log.EventEntryAdded:
			c.addEntry(e.Entry)
		case *network.EventResponseReceived:
			if e.Type == network.ResourceTypeDocument {
				c.opened(e.Response.URL)
			}
		}
	})
}

func (c *console) addEntry(e *log.Entry) {
	if e.Level != log.LevelError {
		return
	}
	fault := consoleFault{text: fmt.Sprintf("%s: %s (%s)", e.Source, e.Text, e.URL)}
	if e.Source == log.SourceNetwork {
		fault.from = e.URL
	}
	c.add(fault)
}

func (c *console) add(f consoleFault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults = append(c.faults, f)
}

func (c *console) opened(address string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pages == nil {
		c.pages = map[string]bool{}
	}
	c.pages[address] = true
}

// report fails the test for each complaint that nobody expected.
func (c *console) report(t testing.TB) {
	t.Helper()
	// Events arrive in order, so the answer to one more question comes after
	// all complaints of a tab. A tab that has gone answers nothing, and what it
	// said before is judged all the same.
	for _, tab := range c.tabs {
		_ = chromedp.Run(tab, chromedp.Evaluate(`0`, nil))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.faults {
		if !c.pages[f.from] && !c.isExpected(f.text) {
			t.Errorf("the browser complains: %s", f.text)
		}
	}
}

func (c *console) isExpected(text string) bool {
	for _, e := range c.expected {
		if strings.Contains(text, e) {
			return true
		}
	}
	return false
}

func words(args []*runtime.RemoteObject) string {
	var said []string
	for _, a := range args {
		switch {
		case len(a.Value) > 0:
			said = append(said, string(a.Value))
		default:
			said = append(said, a.Description)
		}
	}
	return strings.Join(said, " ")
}

package certpdf_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"polyphony/certificates/certpdf"
)

// run calls a foreign program, which must be installed: what the page says and
// whether the code reads is for tools other than ours to confirm.
func run(t *testing.T, pkg, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Fatalf("%s is needed: apt-get install %s", tool, pkg)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(tool, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", tool, strings.Join(args, " "), err, out.String(), errs.String())
	}
	return out.String()
}

// drawn draws s into a file of the test's own folder.
func drawn(t *testing.T, s certpdf.Sheet) string {
	t.Helper()
	pdf, err := certpdf.Draw(s)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "certificate.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// words is the text of a PDF in reading order with every run of white space
// as one blank.
func words(t *testing.T, path string) string {
	t.Helper()
	return strings.Join(strings.Fields(run(t, "poppler-utils", "pdftotext", "-raw", path, "-")), " ")
}

// scanned is what a phone would read from the page's QR code.
func scanned(t *testing.T, path string) string {
	t.Helper()
	stem := filepath.Join(t.TempDir(), "page")
	run(t, "poppler-utils", "pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-singlefile", "-png", path, stem)
	return strings.TrimSpace(run(t, "zbar-tools", "zbarimg", "--quiet", "--raw", stem+".png"))
}

// tinted is the share (0–1) of the first page that has the watermark's colour.
func tinted(t *testing.T, path string) float64 {
	t.Helper()
	stem := filepath.Join(t.TempDir(), "page")
	run(t, "poppler-utils", "pdftoppm", "-r", "40", "-singlefile", "-png", path, stem)
	file, err := os.Open(stem + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	bounds, hits := img.Bounds(), 0
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r>>8 == 0xF8 && g>>8 == 0xE6 && b>>8 == 0xE3 {
				hits++
			}
		}
	}
	return float64(hits) / float64(bounds.Dx()*bounds.Dy())
}

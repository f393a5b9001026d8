package ledger

import (
	"encoding/binary"
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
)

func TestTilePaths(t *testing.T) {
	for path, want := range map[string]tlog.Tile{
		"0/000":                 {H: 8, L: 0, N: 0, W: 256},
		"0/x001/234.p/7":        {H: 8, L: 0, N: 1234, W: 7},
		"2/x001/x234/067":       {H: 8, L: 2, N: 1234067, W: 256},
		"entries/000.p/255":     {H: 8, L: -1, N: 0, W: 255},
		"entries/x123/x456/789": {H: 8, L: -1, N: 123456789, W: 256},
	} {
		got, err := ParseTile(path)
		if err != nil || got != want || TilePath(want) != path {
			t.Errorf("%s: %+v, %v; back as %s", path, got, err, TilePath(want))
		}
	}
	for _, bad := range []string{"", "0", "0/", "0/1", "0/000.p/256", "0/000.p/0", "00/000", "-1/000", "data/000", "entries", "0/000/", "0/x00/000", "../0/000", "64/000"} {
		if got, err := ParseTile(bad); !errors.Is(err, ErrNoTile) {
			t.Errorf("%q is read as %+v, %v", bad, got, err)
		}
	}
}

// TestR2_TilesGiveTheTree reads proofs through tiles alone, as a client does.
func TestR2_TilesGiveTheTree(t *testing.T) {
	const size = 700
	var (
		hashes Hashes
		tree   Frontier
		leaves []Leaf
	)
	for i := range int64(size) {
		l := NewLeaf(i, fact.Time(i), []byte("salt"), []byte("payload"))
		leaves = append(leaves, l)
		hashes = append(hashes, tree.Add(l.Hash())...)
	}
	r := tlog.TileHashReader(tlog.Tree{N: size, Hash: tree.Root()}, tileServer{t, size, hashes})
	for _, i := range []int64{0, 255, 256, 511, 512, 699} {
		p, err := tlog.ProveRecord(size, i, r)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(p, size, tree.Root(), i, leaves[i].Hash()); err != nil {
			t.Errorf("entry %d: %v", i, err)
		}
	}
	for _, path := range []string{"0/003", "0/002", "0/002.p/189", "1/000", "1/000.p/3", "2/000.p/1", "7/000.p/1", "8/000", "entries/000", "0/x999/x999/x999/x999/x999/999"} {
		tile, err := ParseTile(path)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := Tile(tile, size, hashes); !errors.Is(err, ErrNoTile) {
			t.Errorf("%s: %d bytes, %v; want ErrNoTile", path, len(b), err)
		}
	}
	if _, err := Tile(tlog.Tile{H: 8, L: 0, N: 0, W: 256}, size, hashes[:10]); err == nil {
		t.Error("a tile over missing hashes")
	}
}

// tileServer serves tiles the way the web does, by path.
type tileServer struct {
	t      *testing.T
	size   int64
	hashes Hashes
}

func (s tileServer) Height() int                     { return 8 }
func (s tileServer) SaveTiles([]tlog.Tile, [][]byte) {}
func (s tileServer) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, want := range tiles {
		tile, err := ParseTile(TilePath(want))
		if err != nil {
			return nil, err
		}
		if out[i], err = Tile(tile, s.size, s.hashes); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func TestEntryBundle(t *testing.T) {
	m := newMemory(t, 21)
	tile, err := ParseTile("entries/000.p/39")
	if err != nil {
		t.Fatal(err)
	}
	from, to, err := BundleRange(tile, 39)
	if from != 0 || to != 39 || err != nil {
		t.Fatalf("from %d to %d, %v", from, to, err)
	}
	var leaves []Leaf
	for _, r := range m.rows {
		leaves = append(leaves, r.Leaf())
	}
	b := EntryBundle(leaves)
	for i := range leaves {
		n := int(binary.BigEndian.Uint16(b))
		l, err := ParseLeaf(b[2 : 2+n])
		if err != nil || l != leaves[i] {
			t.Errorf("entry %d reads as %v, %v", i, l, err)
		}
		b = b[2+n:]
	}
	if len(b) > 0 {
		t.Errorf("%d bytes are left", len(b))
	}
	if _, _, err := BundleRange(tile, 38); !errors.Is(err, ErrNoTile) {
		t.Errorf("a bundle beyond the end: %v", err)
	}
	if _, _, err := BundleRange(tlog.Tile{H: 8, W: 1}, 39); !errors.Is(err, ErrNoTile) {
		t.Errorf("a tile of hashes as a bundle: %v", err)
	}
}

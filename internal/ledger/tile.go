package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	maxLevel   = 63 // of C2SP tlog-tiles
	entryTiles = -1 // tlog's level for tiles of the entries themselves
)

// ErrNoTile is a tile that the tree does not have, or not yet.
var ErrNoTile = errors.New("the tree has no such tile")

// ParseTile reads the path of a tile as C2SP tlog-tiles has it after "tile/"
// (https://c2sp.org/tlog-tiles): L/N[.p/W], or entries/N[.p/W] for a bundle
// of entries, whose level is -1.
func ParseTile(path string) (tlog.Tile, error) {
	if rest, ok := strings.CutPrefix(path, "entries/"); ok {
		path = "data/" + rest
	} else if strings.HasPrefix(path, "data/") {
		return tlog.Tile{}, fmt.Errorf("ledger.ParseTile: %q: %w", path, ErrNoTile)
	}
	t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", tileHeight, path))
	if err != nil || t.L > maxLevel {
		return tlog.Tile{}, fmt.Errorf("ledger.ParseTile: %q: %w", path, ErrNoTile)
	}
	return t, nil
}

// TilePath is what ParseTile reads.
func TilePath(t tlog.Tile) string {
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	if rest, ok := strings.CutPrefix(path, "data/"); ok {
		return "entries/" + rest
	}
	return path
}

// checkTile reports whether a tree of size leaves has the tile.
func checkTile(t tlog.Tile, size int64) error {
	level := max(t.L, 0)
	if t.L < entryTiles || t.H != tileHeight || level*tileHeight > 62 || t.N < 0 || t.W < 1 || t.W > tileWidth {
		return ErrNoTile
	}
	present := size >> (level * tileHeight) // hashes at the tile's level
	if t.N > present/tileWidth || t.N*tileWidth+int64(t.W) > present {
		return fmt.Errorf("%s: %w", TilePath(t), ErrNoTile)
	}
	return nil
}

// Tile gives the hashes of a tile of a tree of size leaves, 32 bytes each;
// ErrNoTile where the tree does not reach it.
func Tile(t tlog.Tile, size int64, r tlog.HashReader) ([]byte, error) {
	if t.L == entryTiles {
		return nil, fmt.Errorf("a bundle holds no hashes: %w", ErrNoTile)
	}
	if err := checkTile(t, size); err != nil {
		return nil, err
	}
	b, err := tlog.ReadTileData(t, r)
	if err != nil {
		return nil, fmt.Errorf("ledger.Tile: %w", err)
	}
	return b, nil
}

// BundleRange gives the first entry of a bundle and the one after its last.
func BundleRange(t tlog.Tile, size int64) (from, to int64, err error) {
	if t.L != entryTiles {
		return 0, 0, ErrNoTile
	}
	if err := checkTile(t, size); err != nil {
		return 0, 0, err
	}
	return t.N * tileWidth, t.N*tileWidth + int64(t.W), nil
}

// EntryBundle writes leaves as a bundle: each behind its length in two bytes,
// big-endian.
func EntryBundle(leaves []Leaf) []byte {
	var out []byte
	for _, l := range leaves {
		b := l.Bytes()
		out = binary.BigEndian.AppendUint16(out, uint16(len(b)))
		out = append(out, b...)
	}
	return out
}

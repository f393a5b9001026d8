package agreement

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Report is everything that Analyse computed. Its JSON has null for what is
// undefined, and not_computable says why.
type Report struct {
	Name     string   `json:"name"`
	Layout   Layout   `json:"layout"`
	Units    int      `json:"units"`
	Raters   int      `json:"raters"`
	Given    int      `json:"ratings"` // ratings that are not missing
	Scale    []string `json:"scale,omitempty"`
	Declared bool     `json:"scale_declared"`

	Percent PercentReport `json:"percent_agreement"`

	// The headline of a single pair of raters.
	Kappa    Number `json:"kappa,omitzero"`
	AC1      Number `json:"gwet_AC1,omitzero"`
	Interval Number `json:"krippendorff_interval,omitzero"`

	Cohen        *CohenReport             `json:"cohen,omitempty"`
	CohenPairs   map[string]*CohenReport  `json:"cohen_pairs,omitempty"`
	Light        Number                   `json:"light_kappa,omitzero"`
	Fleiss       *FleissReport            `json:"fleiss,omitempty"`
	Krippendorff KrippendorffReport       `json:"krippendorff"`
	Gwet         *GwetReport              `json:"gwet,omitempty"`
	ICC          *ICCs                    `json:"icc,omitempty"`
	ICCComplete  *ICCs                    `json:"icc_complete_cases,omitempty"` // the same, named so that nobody thinks units with gaps were used
	Cronbach     *CronbachReport          `json:"cronbach,omitempty"`
	KendallW     Number                   `json:"kendall_W,omitzero"`
	Correlation  *CorrelationReport       `json:"correlation,omitempty"`
	Correlations map[string]*Correlations `json:"correlation_pairs,omitempty"`
	BlandAltman  *LimitsOfAgreement       `json:"bland_altman,omitempty"`
	Leniency     []RaterLeniency          `json:"leniency,omitempty"`
	Variance     *Generalisability        `json:"generalisability,omitempty"`
	Needed       []Needed                 `json:"raters_needed,omitempty"`

	Items        map[string]*Report    `json:"items,omitempty"`
	ItemVariance *ItemGeneralisability `json:"generalisability_items,omitempty"`

	Bootstrap     BootstrapReport   `json:"bootstrap"`
	NotComputable map[string]Reason `json:"not_computable,omitempty"`
}

// PercentReport is raw agreement; for a degenerate pair (somebody always gave
// the same rating, or the two agree always or never) its JSON is the single
// share of exact agreement, since nothing else is to be told.
type PercentReport struct {
	Percent
	Degenerate bool
}

// MarshalJSON writes the one share or the whole object.
func (p PercentReport) MarshalJSON() ([]byte, error) {
	if p.Degenerate {
		return p.Exact.MarshalJSON()
	}
	return json.Marshal(p.Percent)
}

// CohenReport is Cohen's kappa of one pair under each set of weights; the
// weighted ones are left out for categories without order.
type CohenReport struct {
	N         int    `json:"n"`
	Agreement Number `json:"percent_agreement"`
	Kappa     Number `json:"kappa"`
	Linear    Number `json:"kappa_linear,omitzero"`
	Quadratic Number `json:"kappa_quadratic,omitzero"`
	Weighted  Number `json:"kappa_weighted,omitzero"` // given weights

	SE          Number `json:"se_kappa_vcd"`
	SELinear    Number `json:"se_linear_vcd,omitzero"`
	SEQuadratic Number `json:"se_quadratic_vcd,omitzero"`
	SEWeighted  Number `json:"se_weighted_vcd,omitzero"`
	Variance    Number `json:"var_kappa_psych"`

	Limits          Limits `json:"kappa_ci95"`
	LimitsLinear    Limits `json:"kappa_linear_ci95,omitzero"`
	LimitsQuadratic Limits `json:"kappa_quadratic_ci95,omitzero"`
	LimitsWeighted  Limits `json:"kappa_weighted_ci95,omitzero"`

	Confusion Table `json:"confusion"`
}

// FleissReport is Fleiss' kappa with its categories by name.
type FleissReport struct {
	N        int               `json:"n"`
	K        int               `json:"k"`
	Kappa    Number            `json:"kappa"`
	Z        Number            `json:"z"`
	SE       Number            `json:"se"`
	Limits   Limits            `json:"ci95"`
	Category map[string]Number `json:"per_category"`
}

// KrippendorffReport is alpha under each metric that the scale allows.
type KrippendorffReport struct {
	N              int    `json:"n"`
	K              int    `json:"k"`
	Nominal        Number `json:"nominal"`
	Ordinal        Number `json:"ordinal,omitzero"`
	Interval       Number `json:"interval,omitzero"`
	Ratio          Number `json:"ratio,omitzero"`
	NominalLimits  Limits `json:"nominal_ci95"`
	OrdinalLimits  Limits `json:"ordinal_ci95,omitzero"`
	IntervalLimits Limits `json:"interval_ci95,omitzero"`
	RatioLimits    Limits `json:"ratio_ci95,omitzero"`
}

// GwetReport is AC1 and, for ordered categories, AC2.
type GwetReport struct {
	AC1       GwetAC  `json:"AC1"`
	Linear    *GwetAC `json:"AC2_linear,omitempty"`
	Quadratic *GwetAC `json:"AC2_quadratic,omitempty"`
	Ordinal   *GwetAC `json:"AC2_ordinal,omitempty"`
}

// CronbachReport is Cronbach's alpha with its items by name.
type CronbachReport struct {
	N            int     `json:"n"`
	K            int     `json:"k"`
	Raw          Number  `json:"raw_alpha"`
	Limits       Limits  `json:"raw_alpha_ci95"`
	Standardised Number  `json:"standardized_alpha"`
	Dropped      Dropped `json:"alpha_if_dropped"`
}

// Dropped is alpha without each item. Its JSON is an object by name; columns
// without a name are called both r1 and rater1, as the published tables do,
// and a bare list serves a file that names neither columns nor categories.
type Dropped struct {
	Names  []string
	Values []Number
	Bare   bool
}

// MarshalJSON writes the object or the list, in the order of the columns.
func (d Dropped) MarshalJSON() ([]byte, error) {
	if len(d.Names) == 0 && d.Bare {
		return json.Marshal(d.Values)
	}
	var b bytes.Buffer
	b.WriteByte('{')
	put := func(name string, v Number) error {
		key, err := json.Marshal(name)
		if err != nil {
			return err
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		text, err := v.MarshalJSON()
		b.Write(key)
		b.WriteByte(':')
		b.Write(text)
		return err
	}
	for j, v := range d.Values {
		names := []string{"r" + strconv.Itoa(j+1), raterName(d.Names, j)}
		if j < len(d.Names) {
			names = names[1:]
		}
		for _, name := range names {
			if err := put(name, v); err != nil {
				return nil, err
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// CorrelationReport is the correlations of the first two columns.
type CorrelationReport struct {
	Columns [2]string `json:"columns"`
	Correlations
}

// Correlations of one pair of columns.
type Correlations struct {
	N              int    `json:"n"`
	Pearson        Number `json:"pearson"`
	PearsonLimits  Limits `json:"pearson_ci95"`
	Spearman       Number `json:"spearman"`
	SpearmanLimits Limits `json:"spearman_ci95"`
	Tau            Number `json:"kendall_tau_b"`
}

// Needed is the number of raters whose mean reaches a target ICC(2,k).
type Needed struct {
	Target float64 `json:"target"`
	Raters Number  `json:"raters"`
}

// BootstrapReport repeats the seed and the number of draws, so that the limits
// can be repeated too.
type BootstrapReport struct {
	Draws int    `json:"draws"`
	Seed  uint64 `json:"seed"`
	ICC21 Limits `json:"ICC2_1_ci95,omitzero"`
}
